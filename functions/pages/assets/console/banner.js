// What became of a reset link: whom it went to, since when, until when, how its mail fares, and the link where it is shown.

import { copyBox } from "./copy.js";
import { h, newId } from "./dom.js";
import * as names from "./names.js";
import { momentElement } from "./times.js";
import { say, sayOf } from "./words.js";

/**
 * @typedef {object} Reset
 * @property {"sent" | "hand-over" | "queued"} status
 * @property {string} state
 * @property {string} [reason]
 * @property {string} [detail]
 * @property {string} message
 * @property {string} [link]
 * @property {?string} to
 * @property {string} origin
 * @property {string} issued_by
 * @property {string} issued_at
 * @property {string} resend_until
 * @property {string} expires_at
 * @property {boolean} resent
 * @property {{ state: string, at: string }} delivery
 */

/**
 * @param {Reset} reset
 * @param {{ name?: string, alias?: ?string, created?: string, folded?: string, actions?: unknown[], signal?: AbortSignal }} [more]
 *   `name`, and `alias` beside it, where several people are on the page; `created` when the link came with a new account;
 *   `folded` is said in the place of everything but whose it is and what became of it
 */
export function banner(reset, { name, alias, created, folded, actions, signal } = {}) {
  const id = newId("banner");
  const whose = name && h("span", { class: "whose" }, name, alias && [" · ", h("span", { dir: "ltr" }, alias)]);
  return h(
    "section",
    { class: "banner notice", "data-tone": tone(reset), "aria-labelledby": id, tabindex: "-1" },
    h("h2", { id }, whose, headline(reset, created)),
    folded === undefined ? whole(reset, name, signal) : folded && h("p", {}, folded),
    actions?.length && h("div", { class: "actions" }, actions),
  );
}

function whole(reset, name, signal) {
  const button = name ? say("copy-link-of", { name }) : say("copy-link");
  return [
    reset.state === "live" && reset.reason && h("p", {}, sayOf("reason", reset.reason) ?? reset.detail),
    reset.state === "live" && reset.resent && h("p", {}, say("resent")),
    reset.link && copyBox(reset.link, { label: say("link-label"), button }),
    reset.link && h("p", { class: "hint" }, say("link-once")),
    facts(reset, signal),
  ];
}

function tone({ state, status }) {
  if (state !== "live") return null;
  return status === "sent" ? "success" : "warning";
}

/**
 * A link that is not live any more is told as that.
 *
 * @param {Reset} reset
 * @param {string} [created]
 */
export function headline(reset, created) {
  if (reset.state !== "live") return sayOf("state", reset.state) ?? reset.message;
  return created ?? sayOf("status", reset.status) ?? reset.message;
}

/** How its mail fares, as far as anybody knows. */
export function mail(/** @type {Reset} */ { delivery, reason }) {
  const unknown = delivery.state === "none" && reason === "mail-unconfirmed";
  return unknown ? say("delivery-unknown") : (sayOf("delivery", delivery.state) ?? delivery.state);
}

/** Whether the mail is on its way, so that news of it may come. */
export function isUnderWay(/** @type {Reset} */ { state, delivery }) {
  return state === "live" && ["queued", "sent", "delayed"].includes(delivery.state);
}

function facts(reset, signal) {
  const by = h("span", {}, "…");
  names.actor(reset.issued_by, signal).then(
    (who) => by.replaceChildren(who),
    () => by.replaceChildren(say("somebody-else")),
  );
  const special = ["invitation", "bulk"].includes(reset.origin) && ` · ${sayOf("origin", reset.origin)}`;
  const live = reset.state === "live";
  return h(
    "dl",
    { class: "facts" },
    reset.to && reset.status !== "hand-over" && fact("fact-to", h("dd", { dir: "ltr" }, reset.to)),
    fact("fact-mail", h("dd", {}, mail(reset), reset.delivery.state !== "none" && [" · ", momentElement(reset.delivery.at)])),
    live && fact("fact-expires", h("dd", {}, momentElement(reset.expires_at))),
    live && fact("fact-resend", h("dd", {}, momentElement(reset.resend_until))),
    fact("fact-by", h("dd", {}, by, special)),
    fact("fact-at", h("dd", {}, momentElement(reset.issued_at))),
  );
}

function fact(key, value) {
  return h("div", {}, h("dt", {}, say(key)), value);
}
