// A secret to pass on (a link, a password): shown as text, with a button that copies it.

import { h, newId } from "./dom.js";
import { announce } from "./live.js";
import { say } from "./words.js";

/**
 * @param {string} text
 * @param {{ label: string, button: string, among?: boolean }} words `among` others of its kind
 */
export function copyBox(text, { label, button, among }) {
  const id = newId("copy");
  const shown = h("code", { class: "secret", id, tabindex: "0", translate: "no", dir: "ltr" }, text);
  const told = h("span", { class: "told", role: "status" });
  const copies = h(
    "button",
    { type: "button", class: among && "plain", onclick: () => copy(text, shown, told) },
    button,
  );
  return h("div", { class: "copy", role: "group", "aria-label": label }, shown, copies, told);
}

/** Where the clipboard is out of reach, the text is chosen, so that the keyboard can take it. */
async function copy(text, shown, told) {
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = say("copied");
  } catch {
    select(shown);
    told.textContent = say("copy-by-hand");
  }
  announce(told.textContent);
}

function select(element) {
  element.focus();
  getSelection()?.selectAllChildren(element);
}
