// What a record warns of: a link that may have been used by somebody else, an address that fails, one that is not enough.

import { h } from "./dom.js";
import { addressWords, whose } from "./rules.js";
import { momentElement } from "./times.js";
import { say } from "./words.js";

/** Everything that there is to be warned of. */
export function notices(/** @type {any} */ record) {
  return [used(record), failing(record), identifier(record)];
}

/** That a link was used is no good news by itself: it may not have been the person. */
function used({ reset, done }) {
  if (reset?.state !== "used") return null;
  const use = done.find(({ what }) => what === "link-redeemed");
  return h(
    "div",
    { class: "notice" },
    use && h("p", {}, say("used-at"), " ", momentElement(use.at)),
    h("p", {}, say("used-denied")),
  );
}

function failing({ mail_failing }) {
  if (!mail_failing) return null;
  const since = momentElement(mail_failing.since);
  return h(
    "section",
    { class: "notice", "data-tone": "warning" },
    h("p", {}, h("strong", {}, say("mail-failing-since"), " ", since)),
    h("p", {}, say("mail-failing-advice")),
  );
}

/** Nobody signs in without a username or an address, nor with one that several accounts have. */
function identifier(record) {
  if (record.hand_over !== "email-not-unique" && (record.email || record.username)) return null;
  return h(
    "div",
    { class: "notice", "data-tone": "warning" },
    h("p", {}, addressWords(record)),
    sharers(record.others),
  );
}

function sharers(others) {
  const links = others.map((other) => h("li", {}, h("a", { href: `#/accounts/${other.id}` }, whose(other))));
  return links.length > 0 && [h("p", {}, say("same-address")), h("ul", {}, links)];
}
