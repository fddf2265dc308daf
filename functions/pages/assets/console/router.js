// Views by the hash of the address, so that Back works, a place can be kept, and no view outlives its leaving.

import { NoAnswer, Problem } from "./api.js";
import { closeAll } from "./dialog.js";
import { fill, h } from "./dom.js";
import { alert } from "./problem.js";
import { say } from "./words.js";

/**
 * @typedef {object} Place
 * @property {string} id what the pattern caught
 * @property {URLSearchParams} query
 * @property {AbortSignal} signal aborted when the place is left
 * @property {(title: string, ...content: unknown[]) => void} show puts a heading and content there
 *
 * @typedef {(place: Place) => any} View
 */

/** @type {[RegExp, View][]} */
let views = [];
let leaving = new AbortController();
/** The hash of the view that is drawn. */
let here = "";
const product = document.title;

/** @param {[RegExp, View][]} routes the first pattern that fits wins */
export function start(routes) {
  views = routes;
  addEventListener("hashchange", () => draw());
  // A page that the browser keeps for Back keeps no link.
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => event.persisted && draw());
}

/** Goes there; draws again when it is already there. */
export function go(/** @type {string} */ hash) {
  if (location.hash === hash) draw();
  else location.hash = hash;
}

/** Writes into the address what the view shows, without another step for Back. */
export function keep(/** @type {string} */ hash) {
  // Somebody may have gone on already, and the view that they left not know it yet.
  if (location.hash !== here) return;
  history.replaceState(null, "", hash);
  here = location.hash;
}

/**
 * Draws the view of the address, or another in its place.
 *
 * @param {View} [instead]
 */
export async function draw(instead) {
  leave();
  here = location.hash;
  const { signal } = leaving;
  const [path, query] = (location.hash.slice(1) || "/").split("?");
  const [pattern, view] = views.find(([of]) => of.test(path)) ?? [/^/, lost];
  const id = decoded(pattern.exec(path)?.[1]);
  const place = { id, query: new URLSearchParams(query), signal, show: shower(signal) };
  try {
    await (instead ?? view)(place);
  } catch (error) {
    if (!signal.aborted) place.show(say("went-wrong"), alert(error), again(error));
  }
}

function leave() {
  leaving.abort();
  leaving = new AbortController();
  closeAll();
  fill(main());
}

/** The first time at a place the focus goes to its heading. */
function shower(signal) {
  let arrived = false;
  return (title, ...content) => {
    if (signal.aborted) return;
    const heading = h("h1", { tabindex: "-1" }, title);
    fill(main(), heading, content);
    document.title = `${title} · ${product}`;
    if (!arrived) heading.focus({ preventScroll: true });
    if (!arrived) scrollTo(0, 0);
    arrived = true;
  };
}

function again(error) {
  const helps =
    error instanceof NoAnswer || (error instanceof Problem && (error.status === 429 || error.status >= 500));
  return helps && h("button", { type: "button", onclick: () => draw() }, say("try-again"));
}

function lost(place) {
  place.show(say("lost-title"), h("p", {}, h("a", { href: "#/accounts" }, say("to-accounts"))));
}

function decoded(text) {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return "";
  }
}

const main = () => /** @type {HTMLElement} */ (document.querySelector("main"));
