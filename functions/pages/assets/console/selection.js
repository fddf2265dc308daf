// Ticked accounts, whatever is searched for meanwhile, and the bar that says how many, who, and what can be done for all.

import { whoIs } from "./bulk.js";
import { fill, h } from "./dom.js";
import { count } from "./times.js";
import { say } from "./words.js";

/** As many as one batch takes. */
const MOST = 1000;

/** Kept for as long as somebody is signed in: several searches find those who are meant. @type {Set<string>} */
const ticked = new Set();

/** Forgets them: their links have been ordered, or somebody else may sign in next. */
export function forget() {
  ticked.clear();
}

/**
 * @param {object} options
 * @param {(target: { account_ids: string[] } | { search: string }) => void} options.bulk
 * @param {() => ?string} options.search the search whose accounts can be meant as a whole, if there is one
 */
export function selection({ bulk, search }) {
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  const everyone = h("input", { type: "checkbox", id: "choose-all", onchange: () => chooseAll(everyone.checked) });
  const shown = h("label", { for: "choose-all", class: "check" }, everyone, say("choose-all"));
  const told = h("summary");
  const people = h("ul");
  const who = h("details", { class: "chosen", ontoggle: () => (list(), update()) }, told, people);
  const full = h("p", { class: "told", role: "status" });
  const send = h(
    "button",
    { type: "button", onclick: () => bulk({ account_ids: [...ticked] }) },
    say("send-to-chosen"),
  );
  const clears = h("button", { type: "button", class: "plain", onclick: clear }, say("choose-nobody"));
  const sendAll = h(
    "button",
    { type: "button", class: "link", onclick: () => bulk({ search: search() ?? "" }) },
    say("send-to-found"),
  );
  const bar = h(
    "div",
    { class: "selection", role: "group", "aria-label": say("bulk"), hidden: true },
    shown,
    who,
    full,
    send,
    clears,
    sendAll,
  );

  function tick(/** @type {string} */ id, /** @type {boolean} */ on) {
    if (!on) ticked.delete(id);
    else if (ticked.size < MOST) ticked.add(id);
  }

  /** A box that is one too many stays empty. */
  function change(/** @type {string} */ id, /** @type {HTMLInputElement} */ input) {
    tick(id, input.checked);
    input.checked = ticked.has(id);
    update();
  }

  function chooseAll(/** @type {boolean} */ on) {
    for (const id of boxes.keys()) tick(id, on);
    update();
  }

  function clear() {
    forget();
    who.open = false;
    update();
    everyone.focus();
  }

  /** Says it everywhere; whoever unticks in the list of the chosen finds its boxes where they were. */
  function update() {
    const here = [...boxes.keys()].filter((id) => ticked.has(id)).length;
    bar.hidden = boxes.size === 0 && ticked.size === 0;
    shown.hidden = boxes.size === 0;
    everyone.checked = here > 0 && here === boxes.size;
    everyone.indeterminate = here > 0 && here < boxes.size;
    for (const [id, input] of boxes) input.checked = ticked.has(id);
    told.textContent = say("chosen", { count: count(ticked.size) });
    full.textContent = ticked.size < MOST ? "" : say("chosen-full", { most: count(MOST) });
    who.hidden = ticked.size === 0 && !who.open;
    send.hidden = clears.hidden = ticked.size === 0;
    sendAll.hidden = search() === null || boxes.size === 0;
    if (who.open && !who.contains(document.activeElement)) list();
  }

  function list() {
    fill(people, [...ticked].map(person));
  }

  function person(id) {
    const input = h("input", { type: "checkbox", checked: true, onchange: () => change(id, input) });
    return h("li", {}, h("label", { class: "check" }, input, h("span", {}, whoIs(id))));
  }

  /** The box of one account. */
  function box(/** @type {string} */ id, /** @type {string} */ label) {
    const input = h("input", {
      type: "checkbox",
      "aria-label": label,
      checked: ticked.has(id),
      onchange: () => change(id, input),
    });
    boxes.set(id, input);
    return input;
  }

  /** Other accounts will be shown. */
  function begin() {
    boxes.clear();
  }

  return { bar, box, begin, update, ofSearch: [shown, sendAll] };
}
