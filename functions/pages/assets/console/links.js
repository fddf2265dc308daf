// What an administrator does about one account's link: send it, have it shown, show it again, kill it.

import { accountPath, get, post, remove } from "./api.js";
import { h } from "./dom.js";
import { open } from "./dialog.js";
import { recall, remember } from "./names.js";
import { provider } from "./problem.js";
import { refusal, whose } from "./rules.js";
import { moment } from "./times.js";
import { say, sayOf } from "./words.js";

/**
 * Opens a dialogue about an account as it is now, whatever the list showed: whom it is about stands there at once, the rest when
 * it has been read.
 *
 * @param {string} id
 * @param {string} title its id, with the name in it
 * @param {import("./rules.js").Permission} permission
 * @param {(record: any) => object | Promise<object>} choice what is asked, where the rules allow it
 */
export function ask(id, title, permission, choice) {
  const named = (account) => (account ? say(title, { name: whose(account) }) : say("loading"));
  const rest = async () => {
    const record = await read(id);
    const no = refused(record, permission);
    return { title: named(record), ...(no ? { content: no } : await choice(record)) };
  };
  return open({ title: named(recall(id)), rest: rest() });
}

/** Asks, sends, and answers the reset object; `null` when it was not sent. */
export function send(/** @type {string} */ id) {
  return ask(id, "send-title", "reset-link", (record) => ({
    content: [destination(record), already(record), h("p", {}, say("old-password-works"))],
    confirm: say(record.hand_over ? "make-link" : "send"),
    act: () => post(accountPath(id, "/reset-link"), { delivery: "email" }),
  }));
}

/** The same without mail: the link comes back to whoever asked. */
export function show(/** @type {string} */ id) {
  return ask(id, "link-title", "reset-link", (record) => ({
    content: [h("p", {}, say("link-explained")), already(record), h("p", {}, say("old-password-works"))],
    confirm: say("show-link"),
    act: () => post(accountPath(id, "/reset-link"), { delivery: "link" }),
  }));
}

/** Shows the link that is on its way; it is written down who looked. */
export function reveal(/** @type {any} */ record) {
  return open({
    title: say("reveal-title", { name: whose(record) }),
    content: [h("p", {}, say("reveal-explained"))],
    confirm: say("show-link"),
    act: () => post(accountPath(record.id, "/reset-link/reveal"), {}),
  });
}

/** Kills the link. */
export function revoke(/** @type {any} */ record) {
  return open({
    title: say("revoke-title", { name: whose(record) }),
    content: [h("p", {}, say("revoke-explained"))],
    confirm: say("revoke"),
    danger: true,
    act: () => remove(accountPath(record.id, "/reset-link")),
  });
}

/**
 * The record as it is now, whatever the list showed.
 *
 * @param {string} id
 * @param {AbortSignal} [signal]
 */
export async function read(id, signal) {
  const record = await get(accountPath(id), signal);
  remember(record);
  return record;
}

/** What a dialogue says instead of asking, where the rule says no. */
export function refused(/** @type {any} */ record, /** @type {import("./rules.js").Permission} */ permission) {
  const why = refusal(record, permission);
  const elsewhere = record.can[permission] === "managed-by-sso" && record.sso;
  return why && [h("p", {}, why), elsewhere && provider(record.sso)];
}

function destination(record) {
  if (!record.email) return h("p", {}, say("no-address"));
  if (record.hand_over) return h("p", {}, sayOf("reason", record.hand_over) ?? "", " ", say("handed-to-you"));
  return [
    h("p", { class: "destination" }, say("goes-to"), " ", h("strong", { dir: "ltr" }, record.email)),
    h("p", { class: "hint" }, say("check-address")),
    record.mail_failing &&
      h(
        "p",
        { class: "notice", "data-tone": "warning" },
        say("mail-failing", { since: moment(record.mail_failing.since) }),
      ),
  ];
}

/** Asking again mails the same link, or ends one that is still good: whoever knows that need not ask. */
function already(record) {
  const { reset, live_until } = record;
  if (!reset && live_until) return h("p", { class: "hint" }, say("replaces-earlier", { until: moment(live_until) }));
  if (reset?.state !== "live") return null;
  return h(
    "p",
    { class: "hint" },
    say("sent-already", { at: moment(reset.issued_at), until: moment(reset.resend_until) }),
  );
}
