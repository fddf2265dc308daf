// "Why didn't they get it?": what became of the asks for what a person typed.

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { complain, field, onSubmit } from "./fields.js";
import { announce } from "./live.js";
import { alert } from "./problem.js";
import { keep } from "./router.js";
import { ruleWords } from "./rules.js";
import { me } from "./session.js";
import { momentElement } from "./times.js";
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
  const { reasons } = await get(`/v1/admin/lookups?${new URLSearchParams({ identifier })}`, signal);
  keep(`#/lookup?${new URLSearchParams({ identifier })}`);
  const find = h(
    "a",
    { class: "button plain", href: `#/accounts?${new URLSearchParams({ search: identifier })}` },
    say("find-account"),
  );
  fill(
    answer,
    h("h2", {}, say("lookup-of", { identifier })),
    reasons.length ? h("ul", { class: "rows" }, reasons.map(reason)) : h("p", {}, say("lookup-nothing")),
    h("div", { class: "actions" }, find),
  );
  announce(reasons.length ? happened(reasons[0].reason) : say("lookup-nothing"));
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
      asked_at
        ? [say("lookup-asked"), " ", momentElement(asked_at), " · ", say("lookup-at"), " ", momentElement(at)]
        : say("lookup-never-asked"),
    ),
  );
}
