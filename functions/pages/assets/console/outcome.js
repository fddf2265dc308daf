// The banner at the top of the view in which somebody has just sent a link, with the focus on it.

import { banner } from "./banner.js";
import { fill, h } from "./dom.js";
import { announce } from "./live.js";
import { say } from "./words.js";

/**
 * @param {Element} place
 * @param {import("./banner.js").Reset} reset
 * @param {{ id: string, name: string, signal: AbortSignal, created?: string }} of
 */
export function showOutcome(place, reset, { id, name, signal, created }) {
  const closes = h("button", { type: "button", class: "plain", onclick: () => fill(place) }, say("close"));
  const opens = h("a", { class: "button plain", href: `#/accounts/${id}` }, say("open-record"));
  const shown = banner(reset, { name, created, actions: [opens, closes], signal });
  fill(place, shown);
  shown.focus();
  announce(shown.querySelector("h2")?.textContent ?? "");
}
