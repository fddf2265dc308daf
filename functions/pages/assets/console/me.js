// One's own account: the password, and the PIN for the day on which nobody else can help.

import { post, put } from "./api.js";
import { fill, h } from "./dom.js";
import { complain, onSubmit, secretField } from "./fields.js";
import { announce } from "./live.js";
import { nameFor } from "./passwords.js";
import { alert, provider } from "./problem.js";
import * as session from "./session.js";
import { changeForm } from "./sign-in.js";
import { say, sayOf } from "./words.js";

/** @type {import("./router.js").View} */
export function me(place) {
  const account = session.me();
  const identifier = account.username ?? account.email ?? "";
  place.show(
    say("my-account"),
    h("p", {}, say("signed-in-as", { name: account.name || identifier }), " · ", sayOf("role", account.role)),
    h(
      "section",
      {},
      h("h2", {}, say("change-password")),
      account.sso && provider(account.sso),
      h("p", { class: "hint" }, say("change-hint")),
      changeForm({ identifier, done: (changed) => again(identifier, changed) }),
    ),
    h("section", {}, h("h2", {}, say("pin")), h("p", { class: "hint" }, say("pin-hint")), pinForm(identifier)),
  );
}

/** Every session has ended with the old password, this one too: a new one begins at once. */
async function again(identifier, password) {
  session.begin(await post("/v1/sessions", { identifier, password }));
  announce(say("password-changed"));
  location.reload();
}

function pinForm(identifier) {
  const problem = h("div");
  const form = h(
    "form",
    { class: "narrow", novalidate: true },
    nameFor(identifier),
    secretField("current", say("current-password"), { autocomplete: "current-password", required: true }),
    secretField("pin", `${say("pin")} (${say("pin-rule")})`, { inputmode: "numeric", maxlength: 12 }),
    problem,
    h("button", {}, say("set-pin")),
  );
  onSubmit(
    form,
    problem,
    () => setPin(form, problem),
    (error) => alert(error, { changing: true, own: true }),
  );
  return form;
}

async function setPin(form, problem) {
  const { current, pin } = form.elements;
  const fits = /^\d{6,12}$/.test(pin.value);
  complain(current, current.value ? null : say("needed"));
  complain(pin, fits ? null : say("pin-rule"));
  if (!current.value || !fits) return;
  await put("/v1/admin/me/pin", { current_password: current.value, pin: pin.value });
  form.reset();
  fill(problem, h("p", { class: "notice", "data-tone": "success", role: "status" }, say("pin-set")));
  announce(say("pin-set"));
}
