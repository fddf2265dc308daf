// The members of an account as fields, and what was typed as the API takes it.

import { Problem } from "./api.js";
import { h } from "./dom.js";
import { choice, complain, field, tick } from "./fields.js";
import { me } from "./session.js";
import { say, sayOf } from "./words.js";

/** @typedef {import("./session.js").Account} Account */

const ROLES = ["user", "admin", "owner"];
const STANDINGS = ["invited", "active", "expired", "disabled"];

/** The roles that this actor gives: those below its own; an owner any. */
function givable(/** @type {string} */ chosen) {
  const own = me().role;
  return ROLES.filter((role) => own === "owner" || ROLES.indexOf(role) < ROLES.indexOf(own) || role === chosen);
}

/** Whether the actor puts accounts into tenants: at their creation if it is not confined, later only as an owner. */
function placesTenants(/** @type {?Account} */ account) {
  return me().tenant === null && (account === null || me().role === "owner");
}

/** The fields, filled from an account, or empty for a new one. */
export function accountFields(/** @type {?Account} */ account) {
  const sso = account?.sso;
  return [
    field("name", say("name"), { value: account?.name ?? "", maxlength: 200, autocapitalize: "words" }),
    field("email", say("email"), { type: "email", value: account?.email ?? "", maxlength: 254, dir: "ltr" }),
    field("username", say("username"), { value: account?.username ?? "", maxlength: 64, hint: say("username-hint") }),
    placesTenants(account) &&
      field("tenant", say("tenant"), { value: account?.tenant ?? "", maxlength: 64, hint: say("tenant-hint") }),
    choice("role", say("role"), givable(account?.role ?? "user").map(worded("role")), account?.role ?? "user"),
    account && choice("standing", say("standing"), STANDINGS.map(worded("standing")), account.standing),
    field("locale", say("locale"), { value: account?.locale ?? "", maxlength: 35, hint: say("locale-hint") }),
    h(
      "details",
      { open: Boolean(sso) },
      h("summary", {}, say("sso")),
      field("provider", say("sso-provider"), { value: sso?.provider ?? "", maxlength: 100, hint: say("sso-hint") }),
      field("url", say("sso-url"), { type: "url", value: sso?.url ?? "", maxlength: 2000, dir: "ltr" }),
    ),
    account === null && tick("send_link", say("send-link-now"), true, say("send-link-now-hint")),
  ];
}

/** @type {(family: string) => (value: string) => [string, string]} */
const worded = (family) => (value) => [value, sayOf(family, value) ?? value];

/** What was typed, with `null` for what is empty and can be. */
export function typed(/** @type {HTMLFormElement} */ form) {
  const { elements } = /** @type {any} */ (form);
  const text = (name) => elements[name]?.value.trim() || null;
  return {
    name: elements.name.value.trim(),
    email: text("email"),
    username: text("username"),
    ...(elements.tenant && { tenant: text("tenant") }),
    role: elements.role.value,
    ...(elements.standing && { standing: elements.standing.value }),
    locale: text("locale"),
    sso: text("provider") || text("url") ? { provider: text("provider") ?? "", url: text("url") ?? "" } : null,
    ...(elements.send_link && { send_link: elements.send_link.checked }),
  };
}

/** The field of a member that the API refuses, and the sentence that says what it wants. */
const WANTS = {
  name: ["name", "wrong-name"],
  email: ["email", "wrong-email"],
  username: ["username", "username-hint"],
  tenant: ["tenant", "tenant-hint"],
  locale: ["locale", "locale-hint"],
  sso: ["url", "wrong-sso"],
};

/** Takes back what was said of fields. */
export function unblame(/** @type {HTMLFormElement} */ form) {
  for (const [field] of Object.values(WANTS)) if (form.elements[field]) complain(form.elements[field], null);
}

/** Says at a field what the API found wrong with it; `false` where it was about none. */
export function blame(/** @type {HTMLFormElement} */ form, /** @type {unknown} */ error) {
  if (!(error instanceof Problem && error.slug === "invalid-request")) return false;
  const [, member] = /^The member (\w+) /.exec(error.body.detail) ?? [];
  const [field, words] = WANTS[member] ?? [];
  const input = form.elements[field];
  if (!input) return false;
  input.closest("details")?.setAttribute("open", "");
  complain(input, say(words));
  return true;
}

/** The members that differ from the account's. */
export function changes(/** @type {Record<string, any>} */ members, /** @type {Account} */ account) {
  return Object.fromEntries(Object.entries(members).filter(([name, value]) => !same(value, account[name])));
}

/** Two values of one member; the order of a record's members does not matter. */
export function same(/** @type {any} */ one, /** @type {any} */ other) {
  if (one === null || other === null || typeof one !== "object") return one === other;
  return one.provider === other.provider && one.url === other.url;
}
