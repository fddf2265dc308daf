// Who is signed in. The token lives in this module and in `sessionStorage` under one key, so that a reload of the tab keeps
// it and closing the tab ends it. Nothing else of the console is ever stored.

/** The one key in `sessionStorage`. */
const KEY = "rekey.session";

/**
 * @typedef {{ id: string, username: ?string, email: ?string, name: string, tenant: ?string, role: string,
 *   standing: string, sso: ?{ provider: string, url: string }, locale: ?string, version: number, epoch: number }} Account
 * @typedef {{ token: string, expires_at: string, account: Account }} Session
 */

/** @type {?Session} */
let session = read();

/** @returns {?Session} the session, if somebody is signed in */
export function current() {
  return session;
}

/** @returns {Account} whoever is signed in */
export function me() {
  if (!session) throw new Error("nobody is signed in");
  return session.account;
}

/** Begins with what `POST /v1/sessions` answered. */
export function begin(/** @type {Session} */ begun) {
  session = begun;
  sessionStorage.setItem(KEY, JSON.stringify(begun));
}

/** Forgets it. */
export function end() {
  session = null;
  sessionStorage.removeItem(KEY);
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}
