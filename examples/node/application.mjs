// An application that lets Rekey look after its passwords. It keeps sessions; it never keeps a password.
import { randomBytes } from "node:crypto";

/** What a person may read when signing in did not work, by the problem that Rekey answered with. */
const WORDS = {
  "wrong-credentials": () => "That name and password do not belong together.",
  "account-not-eligible": ({ sso, standing }) =>
    sso ? `Sign in at ${sso.provider}: ${sso.url}` : `This account is ${standing}.`,
  "password-expired": () => "This password was for the first days only. Ask for a link: /forgot",
};

export class Application {
  #url;
  #key;
  #sessions = new Map();
  /** The highest epoch heard of, for each account. */
  #epochs = new Map();

  constructor(url, key) {
    this.#url = url;
    this.#key = key;
  }

  /**
   * Lets a person in. `address` is the person's own network address: failed tries are counted on it.
   * @returns {Promise<{session: string} | {changePasswordFirst: true} | {sorry: string}>}
   */
  async signIn(identifier, password, address) {
    const answer = await fetch(`${this.#url}/v1/credentials/verify`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.#key}`,
        "Content-Type": "application/json",
        "X-Rekey-Client-Address": address,
      },
      body: JSON.stringify({ identifier, password }),
      signal: AbortSignal.timeout(10_000),
    });
    const body = await answer.json();
    if (!answer.ok) {
      // A gateway before Rekey that limits names no problem.
      const words = WORDS[body.type?.split("/").at(-1)];
      return { sorry: words ? words(body) : (body.detail ?? "Please try again in a minute.") };
    }
    if (body.must_change) return { changePasswordFirst: true };
    const session = randomBytes(32).toString("base64url");
    this.#sessions.set(session, { account: body.account_id, epoch: body.epoch });
    return { session };
  }

  /** Whose session it is; nobody's when the account's password, address or rights have changed since. */
  accountOf(session) {
    const { account, epoch } = this.#sessions.get(session) ?? {};
    return epoch >= (this.#epochs.get(account) ?? 0) ? account : undefined;
  }

  /**
   * Takes an event `Account Changed` from the event bus. Events may come twice, late and in any order, so only the highest
   * epoch is kept; a sign-in that was under way meanwhile is ended by it as well.
   */
  accountChanged({ detail }) {
    const known = this.#epochs.get(detail.account_id) ?? 0;
    this.#epochs.set(detail.account_id, Math.max(known, Number(detail.epoch)));
  }
}
