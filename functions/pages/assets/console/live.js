// Tells those who listen what those who look can see.

import { h } from "./dom.js";

const region = h("div", { class: "visually-hidden", role: "status" });
document.body.append(region);

/** Says it once the voice is free; a repeated sentence is said again. */
export function announce(/** @type {string} */ text) {
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
