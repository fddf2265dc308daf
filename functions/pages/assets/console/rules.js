// Why something cannot be done, in words: the API's table decides, this only says it.

import { sayOf } from "./words.js";

/** @typedef {"reset-link" | "set-password" | "edit"} Permission */

/**
 * Why this actor may not; `null` when it may.
 *
 * @param {{ can: Record<string, true | string> }} record
 * @param {Permission} permission
 */
export function refusal(record, permission) {
  const word = record.can[permission];
  return word === true ? null : ruleWords(word);
}

/** A rule in words: who may act on whom, or what the table of who may be helped says. */
export function ruleWords(/** @type {string} */ word) {
  return sayOf("rule", word) ?? sayOf("problem", word) ?? word;
}

/** How an account is called: by name, or by what it is found with. */
export function called(/** @type {{ name: string, username: ?string, email: ?string }} */ account) {
  return account.name || account.username || account.email || "";
}
