// A menu button as the ARIA Authoring Practices describe it: arrows, Home, End, first letters, Escape.

import { fill, h, newId } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {() => void} act
 *
 * @typedef {object} MenuOptions
 * @property {string} label what the button is for
 * @property {Item[]} items
 * @property {() => Promise<Record<string, string>>} [refusals] why items cannot be used, by label; asked when it opens
 */

/** @param {MenuOptions} options */
export function menuButton({ label, items, refusals }) {
  const id = newId("menu");
  const button = h(
    "button",
    {
      type: "button",
      class: "more",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": label,
      title: label,
    },
    "⋯",
  );
  const list = h("div", { class: "menu", role: "menu", id, "aria-label": label, hidden: true });
  const root = h("div", { class: "menu-root" }, button, list);
  const entries = items.map((item) => entry(item, close));
  fill(list, entries);

  function open(/** @type {number} */ at) {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    entries.at(at).focus();
    list.scrollIntoView({ block: "nearest" });
    refusals?.().then(
      (found) => entries.forEach((of) => refuse(of, found[of.dataset.label])),
      () => {},
    );
  }

  function close(/** @type {boolean} */ returns) {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (returns) button.focus();
  }

  const outside = (event) => root.contains(event.target) || close(false);
  button.addEventListener("click", () => (list.hidden ? open(0) : close(true)));
  button.addEventListener("keydown", (event) => {
    const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (at === undefined) return;
    event.preventDefault();
    open(at);
  });
  list.addEventListener("keydown", (event) => move(event, entries, close));
  list.addEventListener(
    "focusout",
    (event) => event.relatedTarget && !root.contains(event.relatedTarget) && close(false),
  );
  return root;
}

function entry(item, close) {
  const act = (event) => {
    if (event.currentTarget.ariaDisabled === "true") return;
    close(true);
    item.act();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", "data-label": item.label, onclick: act },
    item.label,
  );
}

/** Greyed and still reachable, so that the reason can be read by everybody. */
function refuse(element, why) {
  if (!why || element.ariaDisabled === "true") return;
  element.ariaDisabled = "true";
  element.append(h("small", {}, why));
}

function move(event, entries, close) {
  const here = entries.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") close(true);
  else if (event.key === "Tab") close(true);
  else if (to !== undefined) entries.at(to % entries.length).focus();
  else if (event.key.length === 1 && event.key !== " ") letter(event.key, here, entries);
  if (event.key === "Escape" || to !== undefined) event.preventDefault();
}

function letter(key, here, entries) {
  const order = [...entries.slice(here + 1), ...entries.slice(0, here + 1)];
  order.find((of) => of.dataset.label.toLowerCase().startsWith(key.toLowerCase()))?.focus();
}
