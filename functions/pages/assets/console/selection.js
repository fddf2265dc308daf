// Ticked accounts, and the bar that says how many and what can be done for all of them.

import { h } from "./dom.js";
import { count } from "./times.js";
import { say } from "./words.js";

/** As many as one batch takes. */
export const MOST = 1000;

/**
 * @param {object} options
 * @param {() => string[]} options.all the ids that are shown
 * @param {(target: { account_ids: string[] } | { search: string }) => void} options.bulk
 * @param {() => ?string} options.search the search whose accounts can be meant as a whole, if there is one
 */
export function selection({ all, bulk, search }) {
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  const everyone = h("input", { type: "checkbox", id: "choose-all", onchange: () => chooseAll(everyone.checked) });
  const told = h("span", { class: "told" });
  const send = h("button", { type: "button", onclick: () => bulk({ account_ids: ids() }) }, say("send-to-chosen"));
  const sendAll = h(
    "button",
    { type: "button", class: "link", onclick: () => bulk({ search: search() ?? "" }) },
    say("send-to-found"),
  );
  const bar = h(
    "div",
    { class: "selection", role: "group", "aria-label": say("bulk") },
    h("label", { for: "choose-all", class: "check" }, everyone, say("choose-all")),
    told,
    send,
    sendAll,
  );

  const ids = () => [...boxes].filter(([, box]) => box.checked).map(([id]) => id);

  function chooseAll(/** @type {boolean} */ checked) {
    for (const box of boxes.values()) box.checked = checked;
    update();
  }

  function update() {
    const chosen = ids().length;
    bar.hidden = all().length === 0;
    everyone.checked = chosen > 0 && chosen === boxes.size;
    everyone.indeterminate = chosen > 0 && chosen < boxes.size;
    told.textContent = chosen ? say("chosen", { count: count(chosen) }) : "";
    send.hidden = chosen === 0 || chosen > MOST;
    sendAll.hidden = search() === null;
  }

  /** The box of one account. */
  function box(/** @type {string} */ id, /** @type {string} */ label) {
    const input = h("input", { type: "checkbox", "aria-label": label, onchange: update });
    boxes.set(id, input);
    return input;
  }

  function clear() {
    boxes.clear();
    update();
  }

  return { bar, box, clear, update };
}
