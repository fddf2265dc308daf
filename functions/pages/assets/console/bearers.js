// Who has a username or an address, as far as this administrator sees.

import { get } from "./api.js";
import { open } from "./dialog.js";
import { h } from "./dom.js";
import { remember } from "./names.js";
import { whose } from "./rules.js";
import { say } from "./words.js";

/** @typedef {import("./session.js").Account} Account */

/**
 * The accounts that have what somebody typed, to the letter: the search finds all that begin with it.
 *
 * @param {string} typed
 * @param {AbortSignal} [signal]
 * @returns {Promise<Account[]>}
 */
export async function bearers(typed, signal) {
  const wanted = typed.trim().toLowerCase();
  const query = new URLSearchParams({ search: wanted, limit: "100" });
  const { accounts } = await get(`/v1/admin/accounts?${query}`, signal);
  remember(...accounts);
  return accounts.filter(({ username, email }) => username === wanted || email?.toLowerCase() === wanted);
}

/**
 * Whether an account is to have this address although others have it: nobody signs in with it then, the others neither. Asks
 * only where it is so.
 *
 * @param {{ id?: string, username: ?string, email: ?string }} account as it is to be
 * @param {AbortSignal} signal
 */
export async function mayShare(account, signal) {
  const found = account.email ? await bearers(account.email, signal) : [];
  const others = found.filter(({ id }) => id !== account.id);
  if (others.length === 0) return true;
  const lockedOut = others.filter(({ username }) => !username);
  const done = await open({
    title: say("address-taken-title"),
    content: [
      others.map((other) => h("p", {}, say("address-taken", { name: whose(other) }))),
      h("p", {}, say("address-taken-means")),
      lockedOut.map((other) => warning(say("address-locks-out", { name: whose(other) }))),
      !account.username && warning(say("address-locks-out-this")),
      h("p", {}, say("address-way-out")),
    ],
    confirm: say("save-all-the-same"),
    danger: true,
    act: async () => true,
  });
  return done !== null;
}

function warning(text) {
  return h("p", { class: "notice", "data-tone": "warning" }, text);
}
