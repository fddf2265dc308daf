// "Why didn't they get it?": what became of the asks for what a person typed.

import { more } from "../page.js";
import { get } from "./api.js";
import { bearers } from "./bearers.js";
import { fill, h } from "./dom.js";
import { complain, field, onSubmit } from "./fields.js";
import { announce } from "./live.js";
import { alert } from "./problem.js";
import { keep } from "./router.js";
import { ruleWords } from "./rules.js";
import { me } from "./session.js";
import { duration, momentElement } from "./times.js";
import { say, sayOf } from "./words.js";

/** @type {import("./router.js").View} */
export async function lookup(place) {
  const answer = h("div", { class: "outcome", "aria-live": "polite" });
  const problem = h("div");
  const typed = field("identifier", say("lookup-identifier"), {
    value: place.query.get("identifier") ?? "",
    maxlength: 254,
    hint: say("lookup-hint"),
  });
  const input = typed.querySelector("input");
  const form = h("form", { class: "narrow", novalidate: true }, typed, problem, h("button", {}, say("look-up")));
  onSubmit(
    form,
    problem,
    () => look(input, answer, place.signal),
    (error) => alert(error),
  );
  place.show(say("lookup-title"), h("p", {}, say("lookup-intro")), form, answer);
  if (input.value) form.requestSubmit();
}

async function look(input, answer, signal) {
  fill(answer);
  const identifier = input.value.trim();
  complain(input, identifier ? null : say("needed"));
  if (!identifier) return;
  const [{ reasons }, found] = await Promise.all([
    get(`/v1/admin/lookups?${new URLSearchParams({ identifier })}`, signal),
    bearers(identifier, signal),
  ]);
  keep(`#/lookup?${new URLSearchParams({ identifier })}`);
  fill(
    answer,
    h("h2", {}, say("lookup-of", { identifier })),
    reasons.length > 0 && h("ul", { class: "rows" }, reasons.map(reason)),
    !reasons.some((of) => of.asked_at) && nothing(reasons),
    h("div", { class: "actions" }, onwards(identifier, found)),
  );
  announce(reasons.length ? happened(reasons[0].reason) : nothingFor("lookup-nothing"));
}

/** Where nobody's ask is on record, that is all that is known: an ask that was refused leaves nothing. */
function nothing(reasons) {
  const words = reasons.length > 0 ? "lookup-never-asked" : "lookup-nothing";
  return [h("p", {}, nothingFor(words)), h("p", {}, say("lookup-refused"))];
}

const nothingFor = (words) => say(words, { duration: duration(more.look_up_seconds) });

/** To the one account that is meant, or to all that may be. */
function onwards(identifier, found) {
  const to = (href, key) => h("a", { class: "button plain", href }, say(key));
  if (found.length !== 1) return to(`#/accounts?${new URLSearchParams({ search: identifier })}`, "find-account");
  const record = `#/accounts/${found[0].id}`;
  return [to(record, "open-record"), to(`${record}/history`, "history")];
}

/** What to do where a rule stood in the way; the others say it themselves. */
const OF_RULE = {
  "account-expired": "not-eligible",
  "account-disabled": "not-eligible",
  "no-email": "undelivered",
  "email-not-unique": "undelivered",
};

/** Whoever is confined to a tenant may not learn of others', nor take it for a fact that there are none. */
function happened(word) {
  if (word === "no-account" && me().tenant !== null) return say("lookup-no-account-here");
  return sayOf("lookup", word) ?? word;
}

/** What happened, why, and what to do. */
function reason({ reason: word, rule, asked_at, at }) {
  const advice = sayOf("lookup-advice", rule ? (OF_RULE[rule] ?? "") : word);
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, happened(word))),
    rule && h("p", {}, sayOf("lookup-rule", rule) ?? ruleWords(rule)),
    advice && h("p", {}, advice),
    h(
      "p",
      { class: "quiet" },
      asked_at && [say("lookup-asked"), " ", momentElement(asked_at), " · ", say("lookup-at"), " "],
      momentElement(at),
    ),
  );
}
