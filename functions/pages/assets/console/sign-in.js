// Signing in, and the change of password that a password set by somebody else asks for.

import { post, Problem, remove } from "./api.js";
import { open, Unfit } from "./dialog.js";
import { fill, h } from "./dom.js";
import { complain, field, onSubmit, secretField } from "./fields.js";
import { announce } from "./live.js";
import { agreed, minimum, nameFor, newPassword } from "./passwords.js";
import { alert } from "./problem.js";
import * as session from "./session.js";
import { say } from "./words.js";

/**
 * The view that stands in the place of every other until somebody is signed in.
 *
 * @param {?string} why why it is there, if somebody was signed in before
 * @param {() => void} done
 * @returns {import("./router.js").View}
 */
export function signIn(why, done) {
  return (place) => {
    const problem = h("div");
    const form = h(
      "form",
      { class: "narrow", novalidate: true },
      field("identifier", say("identifier"), { autocomplete: "username", maxlength: 254, required: true }),
      secretField("password", say("password"), { autocomplete: "current-password", required: true }),
      problem,
      h("button", {}, say("sign-in")),
    );
    onSubmit(
      form,
      problem,
      () => enter(form, place, done),
      (error) => alert(error),
    );
    const notice = why && h("p", { class: "notice", role: "status" }, why);
    place.show(say("sign-in-title"), notice, form, h("p", { class: "hint" }, say("sign-in-help")));
  };
}

async function enter(form, place, done) {
  const { identifier, password } = form.elements;
  const empty = [identifier, password].find((input) => input.value === "");
  [identifier, password].forEach((input) => complain(input, null));
  if (empty) return complain(empty, say("needed"));
  try {
    await begin(identifier.value, password.value);
  } catch (error) {
    if (!(error instanceof Problem && error.slug === "password-change-required")) throw error;
    return mustChange(place, identifier.value, password.value, done);
  }
  done();
}

/**
 * A dialogue over what is typed on the page, for the one who typed it; answers whether the session has begun anew.
 *
 * @param {import("./session.js").Account} account
 */
export function signInAgain({ id, username, email }) {
  const identifier = username ?? email ?? "";
  return open({
    title: say("session-over-title"),
    content: [
      h("p", {}, say("session-over-kept")),
      field("identifier", say("identifier"), { autocomplete: "username", value: identifier, readonly: true }),
      secretField("password", say("password"), { autocomplete: "current-password", required: true, autofocus: true }),
    ],
    confirm: say("sign-in"),
    reads: true,
    act: async (form) => {
      const { password } = /** @type {any} */ (form.elements);
      complain(password, password.value ? null : say("needed"));
      if (!password.value) throw new Unfit();
      const begun = await post("/v1/sessions", { identifier, password: password.value });
      if (form.isConnected && begun.account.id === id) return start(begun);
      // Whoever has turned away, or is somebody else by now, does not go on with what was typed.
      await discard(begun);
      complain(password, say("problem-wrong-credentials"));
      throw new Unfit();
    },
  });
}

async function discard(begun) {
  session.begin(begun);
  await remove("/v1/sessions/current").catch(() => {});
  session.end();
}

async function begin(identifier, password) {
  start(await post("/v1/sessions", { identifier, password }));
}

function start(begun) {
  session.begin(begun);
  announce(say("signed-in", { name: begun.account.name }));
}

/** The password that was just typed is the current one, and is not asked for again. */
function mustChange(place, identifier, current, done) {
  const form = changeForm({ identifier, current, done: (changed) => begin(identifier, changed).then(done) });
  place.show(say("change-title"), h("p", { class: "notice" }, say("problem-password-change-required")), form);
  form.querySelector("[name=new_password]").focus();
}

/**
 * The form by which somebody who knows a password chooses another.
 *
 * @param {{ identifier: string, current?: string, done: (changed: string) => Promise<void> }} options `current` when it is
 *   known already
 */
export function changeForm({ identifier, current, done }) {
  const problem = h("div");
  const form = h(
    "form",
    { class: "narrow", novalidate: true },
    nameFor(identifier),
    current === undefined &&
      secretField("current", say("current-password"), { autocomplete: "current-password", required: true }),
    newPassword(minimum),
    problem,
    h("button", {}, say("change-password")),
  );
  let own = true;
  const act = async () => {
    own = true;
    const changed = agreed(form);
    if (changed === null) return;
    const known = current ?? form.elements.current.value;
    await post("/v1/password", { identifier, current_password: known, new_password: changed });
    own = false;
    fill(form);
    await done(changed);
  };
  onSubmit(form, problem, act, (error) => alert(error, { changing: true, own }));
  return form;
}
