// A new password, typed twice: the fields, and whether they agree.

import { more } from "../page.js";
import { h } from "./dom.js";
import { complain, secretField } from "./fields.js";
import { say } from "./words.js";

/** The two fields; what they hold goes to a password manager as a new one. */
export function newPassword(/** @type {number} */ minimum) {
  return [
    secretField("new_password", say("new-password"), { hint: say("password-hint", { minimum }), required: true }),
    secretField("repeated", say("new-password-again"), { required: true }),
  ];
}

/** What was typed, if both are the same; else the second field says that they are not. */
export function agreed(/** @type {HTMLFormElement} */ form) {
  const { new_password: first, repeated: second } = /** @type {any} */ (form.elements);
  complain(first, null);
  complain(second, null);
  if (first.value === "") complain(first, say("needed"));
  else if (first.value !== second.value) complain(second, say("passwords-differ"));
  else return first.value;
  return null;
}

/** How long a password must be here. */
export const minimum = more.minimum;

/** Tells password managers whose password this is. */
export function nameFor(/** @type {string} */ identifier) {
  return h("input", { type: "text", autocomplete: "username", value: identifier, readonly: true, hidden: true });
}
