// A new account, whose invitation goes out with it.

import { accountFields, blame, typed, unblame } from "./account-form.js";
import { post } from "./api.js";
import { mayShare } from "./bearers.js";
import { fill, h } from "./dom.js";
import { complain, onSubmit } from "./fields.js";
import { announce } from "./live.js";
import { remember } from "./names.js";
import { showOutcome } from "./outcome.js";
import { alert } from "./problem.js";
import { called, whose } from "./rules.js";
import { me } from "./session.js";
import { mind } from "./unsaved.js";
import { say } from "./words.js";

/** @type {import("./router.js").View} */
export function newAccount(place) {
  const outcome = h("div", { class: "outcome" });
  const problem = h("div");
  const form = h(
    "form",
    { class: "narrow", novalidate: true },
    accountFields(null),
    problem,
    h("button", {}, say("create-account")),
  );
  onSubmit(
    form,
    problem,
    () => create(form, outcome, place.signal),
    (error) => blame(form, error) || alert(error, { changing: true }),
  );
  mind(form);
  place.show(say("new-account"), outcome, form);
}

async function create(form, outcome, signal) {
  fill(outcome);
  const { email, username } = form.elements;
  unblame(form);
  if (!email.value.trim() && !username.value.trim()) return complain(email, say("needs-identifier"));
  const members = typed(form);
  if (!(await mayShare(members, signal))) return username.focus();
  const { account, reset } = await post("/v1/admin/accounts", members);
  remember(account);
  form.reset();
  told(outcome, account, reset, { signal, wanted: members.send_link });
}

function told(outcome, account, reset, { signal, wanted }) {
  const of = { id: account.id, name: called(account), signal };
  if (reset) {
    const created = say(reset.status === "sent" ? "created-sent" : "created-hand-over");
    return showOutcome(outcome, reset, { ...of, created });
  }
  const failed = wanted && account.standing === "invited";
  const words = say(failed ? "created-not-sent" : "created");
  fill(
    outcome,
    h(
      "section",
      { class: "banner notice", "data-tone": failed ? "warning" : "success", tabindex: "-1" },
      h("h2", {}, h("span", { class: "whose" }, whose(account)), words),
      h("a", { class: "button plain", href: `#/accounts/${of.id}` }, say("open-record")),
    ),
  );
  outcome.querySelector("section")?.focus();
  announce(words);
}
