// Who is meant by an id: the accounts that have been read, kept for this page only.

import { accountPath, get } from "./api.js";
import { called } from "./rules.js";
import { say, sayOf } from "./words.js";

/** @typedef {import("./session.js").Account} Account */

/** `null` for one that this actor cannot see. @type {Map<string, ?Account>} */
const known = new Map();
/** @type {Map<string, Promise<?Account>>} */
const asked = new Map();

/** Remembers accounts that an answer told of. */
export function remember(/** @type {Account[]} */ ...accounts) {
  for (const account of accounts) known.set(account.id, account);
}

/** Forgets them: somebody else may sign in next. */
export function forget() {
  known.clear();
}

/** @param {string} id @returns {?Account} without asking */
export function recall(id) {
  return known.get(id) ?? null;
}

/** The account; `null` where this actor cannot see it. */
export async function account(/** @type {string} */ id, /** @type {AbortSignal} */ signal) {
  if (!known.has(id)) {
    // Several who ask at the same time ask once.
    if (!asked.has(id))
      asked.set(
        id,
        ask(id, signal).finally(() => asked.delete(id)),
      );
    known.set(id, await asked.get(id));
  }
  return known.get(id) ?? null;
}

function ask(id, signal) {
  return get(accountPath(id), signal).catch((error) => (error.status === 404 ? null : Promise.reject(error)));
}

/**
 * Reads those that are not known yet, in this order, a few at a time; `told` is called with each that is known.
 *
 * @param {string[]} ids
 * @param {AbortSignal} signal
 * @param {(id: string) => void} [told]
 */
export async function learn(ids, signal, told = () => {}) {
  const waiting = ids.toReversed();
  const next = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (!known.has(id)) await account(id, signal);
      told(id);
    }
  };
  await Promise.all([next(), next(), next(), next()]);
}

/** Who an actor is, as the API writes actors: `account:…`, `key:… for account:…`, `public`, `system`, `operator`. */
export async function actor(/** @type {string} */ text, /** @type {AbortSignal} */ signal) {
  const id = /account:(\w+)$/.exec(text)?.[1];
  const person = id && (await account(id, signal));
  const name = person ? called(person) : say("somebody-else");
  if (text.startsWith("key:")) return id ? say("actor-key-for", { name }) : say("actor-key");
  return id ? name : (sayOf("actor", text) ?? text);
}
