// The banner at the top of the view in which somebody has just sent a link, with the focus on it. It keeps up with its mail,
// and takes its link away when the view turns to others.

import { LOOKS, longer, rest } from "./again.js";
import { banner, headline, isUnderWay } from "./banner.js";
import { fill, h } from "./dom.js";
import { read } from "./links.js";
import { announce } from "./live.js";
import * as names from "./names.js";
import { alias } from "./rules.js";
import { moment } from "./times.js";
import { say } from "./words.js";

/**
 * @typedef {{ id: string, name: string, signal: AbortSignal, created?: string }} Of
 * @typedef {{ reset: import("./banner.js").Reset, of: Of, folded?: string, element?: any }} Told
 */

/** What stands where. @type {WeakMap<Element, Told>} */
const standing = new WeakMap();

/**
 * @param {Element} place
 * @param {import("./banner.js").Reset} reset
 * @param {Of} of
 */
export function showOutcome(place, reset, of) {
  /** @type {Told} */
  const told = { reset, of };
  standing.set(place, told);
  draw(place, told);
  point(told);
  follow(place, told);
}

/**
 * Folds it when the person is not among these: the link of one must not stand above the name of another.
 *
 * @param {Element} place
 * @param {string[]} ids
 * @returns {string} what then is to be said
 */
export function foldOutcome(place, ids) {
  const told = standing.get(place);
  if (!told?.element.isConnected || told.folded !== undefined || ids.includes(told.of.id)) return "";
  const { link, resend_until } = told.reset;
  told.folded = link ? say("link-folded", { name: told.of.name, until: moment(resend_until) }) : "";
  told.reset = { ...told.reset, link: undefined };
  draw(place, told);
  return told.folded;
}

function draw(place, told) {
  const { reset, of, folded } = told;
  const closes = h("button", { type: "button", class: "plain", onclick: () => fill(place) }, say("close"));
  const opens = h("a", { class: "button plain", href: `#/accounts/${of.id}` }, say("open-record"));
  const account = names.recall(of.id);
  told.element = banner(reset, { ...of, folded, alias: account && alias(account), actions: [opens, closes] });
  fill(place, told.element);
}

function point(/** @type {Told} */ { element }) {
  element.focus();
  announce(element.querySelector("h2")?.textContent ?? "");
}

/** While its mail is under way, so that a bounce is seen while the person is on the telephone. */
async function follow(place, told) {
  const { id, signal } = told.of;
  for (let left = LOOKS, pause = longer(); left > 0 && isUnderWay(told.reset); left -= 1, pause = longer(pause)) {
    await rest(pause, signal);
    if (signal.aborted || !told.element.isConnected) return;
    const found = await read(id, signal).catch(() => null);
    if (signal.aborted || !told.element.isConnected) return;
    if (!found?.reset || fate(found.reset) === fate(told.reset)) continue;
    const inside = told.element.contains(document.activeElement);
    told.reset = { ...found.reset, link: kept(told.reset, found.reset) };
    // It was created well, but that was not all.
    told.of = { ...told.of, created: undefined };
    draw(place, told);
    if (inside) point(told);
    else announce(headline(told.reset));
  }
}

/** No record tells a link: the one that was shown stays for as long as it lives. */
function kept({ link, issued_at }, now) {
  return now.state === "live" && now.issued_at === issued_at ? link : undefined;
}

const fate = ({ issued_at, state, status, delivery }) => JSON.stringify([issued_at, state, status, delivery.state]);
