// Why something cannot be done, in words: the API's table decides, this only says it.

import { more } from "../page.js";
import { say, sayOf } from "./words.js";

/** @typedef {"reset-link" | "get-link" | "show-link" | "set-password" | "edit"} Permission */

/** What is a matter of another permission in the API's table, and of whether links are shown here at all. */
const OF = { "get-link": "reset-link", "show-link": "edit" };

/**
 * Why this actor may not; `null` when it may.
 *
 * @param {{ can: Record<string, true | string>, reset: ?{ status: string } }} record
 * @param {Permission} permission
 */
export function refusal(record, permission) {
  const word = record.can[OF[permission] ?? permission];
  if (word !== true) return ruleWords(word);
  return hides(record, permission) ? ruleWords("link-not-shown") : null;
}

/** Where links are shown only when mail cannot carry them. */
function hides({ reset }, permission) {
  return !more.shows_links && (permission === "get-link" || (permission === "show-link" && reset?.status !== "hand-over"));
}

/** A rule in words: who may act on whom, or what the table of who may be helped says. */
export function ruleWords(/** @type {string} */ word) {
  return sayOf("rule", word) ?? sayOf("problem", word) ?? word;
}

/** What it means for signing in that an account has no address of its own: another has the same, or it has none. */
export function addressWords(/** @type {{ username: ?string, email: ?string }} */ account) {
  if (!account.email) return say("no-identifier");
  return say(account.username ? "shared-address-username" : "shared-address");
}

/** How an account is called: by name, or by what it is found with. */
export function called(/** @type {{ name: string, username: ?string, email: ?string }} */ account) {
  return account.name || account.username || account.email || "";
}

/** What tells an account from others of the same name: what else it is found with. */
export function alias(/** @type {{ name: string, username: ?string, email: ?string }} */ account) {
  return [account.username, account.email].find((text) => text && text !== called(account)) ?? null;
}

/** The same where a link or a password is for somebody: two people may have one name. */
export function whose(/** @type {{ name: string, username: ?string, email: ?string }} */ account) {
  const other = alias(account);
  return other ? `${called(account)} (${other})` : called(account);
}
