// Calls the public API as any other caller would, and turns what went wrong into two kinds of error.

import * as session from "./session.js";

/** The API answers within ten seconds; what takes longer does not come any more. */
const PATIENCE = 15_000;

/** A gateway before the API limits too, and names no problem: nothing was done then. */
const LIMITED = { type: "/problems/too-many-requests", title: "Too many requests", status: 429 };

/** The API said no: a problem document (RFC 9457). */
export class Problem extends Error {
  /** @param {Record<string, any>} body @param {?number} retryAfter seconds */
  constructor(body, retryAfter) {
    super(body.title);
    this.slug = String(body.type ?? "")
      .split("/")
      .pop();
    this.status = body.status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** Nothing that could be read came back: what was asked for may have been done or not. */
export class NoAnswer extends Error {}

/** @type {(ended: session.Session) => Promise<boolean>} */
let whenSessionEnds = async () => false;

/** Says what to do when the API does not know the session any more; answers whether there is another one at once. */
export function onSessionEnd(/** @type {(ended: session.Session) => Promise<boolean>} */ listener) {
  whenSessionEnds = listener;
}

/** @param {string} path @param {AbortSignal} [signal] */
export const get = (path, signal) => call("GET", path, undefined, signal);

/** @param {string} path @param {object} [body] @param {AbortSignal} [signal] */
export const post = (path, body, signal) => call("POST", path, body, signal);

/** @param {string} path @param {object} body */
export const put = (path, body) => call("PUT", path, body);

/** @param {string} path @param {object} body */
export const patch = (path, body) => call("PATCH", path, body);

/** @param {string} path */
export const remove = (path) => call("DELETE", path);

/** The path of an account, or of something under it. */
export function accountPath(/** @type {string} */ id, rest = "") {
  return `/v1/admin/accounts/${encodeURIComponent(id)}${rest}`;
}

async function call(method, path, body, signal) {
  const sent = session.current();
  const answer = await answered(method, path, body, signal);
  if (answer.status === 204) return null;
  const read = await answer.json().catch(() => null);
  signal?.throwIfAborted();
  if (answer.ok && read !== null) return read;
  const told = answer.status === 429 ? { ...LIMITED, ...read } : read;
  if (answer.ok || told?.type === undefined) throw new NoAnswer();
  const problem = new Problem(told, seconds(answer.headers.get("Retry-After")));
  // Nothing has been done: in another session the same can be asked again.
  if (problem.slug === "not-authenticated" && sent && (await goesOn(sent))) return call(method, path, body, signal);
  throw problem;
}

/** Whether there is another session of the same account: one that has begun meanwhile, or begins now. */
async function goesOn(/** @type {session.Session} */ sent) {
  const now = session.current();
  if (now !== sent) return now?.account.id === sent.account.id;
  session.end();
  return whenSessionEnds(sent);
}

async function answered(method, path, body, signal) {
  const token = session.current()?.token;
  const headers = {
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(body && { "Content-Type": "application/json" }),
  };
  const late = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, late]) : late,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new NoAnswer("no answer", { cause: error });
  }
}

function seconds(text) {
  return /^\d+$/.test(text ?? "") ? Number(text) : null;
}
