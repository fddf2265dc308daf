// The table of accounts: on a narrow screen each row is a card, and stays a row to those who listen.

import { h } from "./dom.js";
import { read, send, show } from "./links.js";
import { menuButton } from "./menu.js";
import { showOutcome } from "./outcome.js";
import { alert } from "./problem.js";
import { called, refusal } from "./rules.js";
import { go } from "./router.js";
import { me } from "./session.js";
import { setPassword } from "./set-password.js";
import { say, sayOf } from "./words.js";

/** @typedef {import("./session.js").Account} Account */

/** The empty table; rows go into `body`. */
export function table() {
  const head = (key, hides) =>
    h(
      "th",
      { scope: "col", role: "columnheader" },
      hides ? h("span", { class: "visually-hidden" }, say(key)) : say(key),
    );
  const body = h("tbody", { role: "rowgroup" });
  const titles = h(
    "tr",
    { role: "row" },
    head("choose", true),
    head("name"),
    head("username"),
    me().tenant === null && head("tenant"),
    head("role"),
    head("standing"),
    head("actions", true),
  );
  const root = h(
    "table",
    { class: "accounts", role: "table", "aria-label": say("accounts") },
    h("thead", { role: "rowgroup" }, titles),
    body,
  );
  return { root, body };
}

/** @param {Account} account @param {{ chosen: any, outcome: Element, signal: AbortSignal }} view */
export function row(account, view) {
  const name = called(account);
  const cell = (key, ...content) => h("td", { role: "cell", "data-label": say(key), class: `cell-${key}` }, content);
  return h(
    "tr",
    { role: "row" },
    h("td", { role: "cell", class: "cell-choose" }, view.chosen.box(account.id, say("choose-one", { name }))),
    h(
      "th",
      { scope: "row", role: "rowheader" },
      h("a", { href: `#/accounts/${account.id}` }, name),
      account.email && h("span", { class: "quiet", dir: "ltr" }, account.email),
    ),
    cell("username", account.username ?? "–"),
    me().tenant === null && cell("tenant", account.tenant ?? "–"),
    cell("role", sayOf("role", account.role) ?? account.role),
    cell("standing", standing(account)),
    h("td", { role: "cell", class: "cell-actions" }, menu(account, view)),
  );
}

const TONES = { active: "success", invited: "info", expired: "warning", disabled: "danger" };

/** Whether the account gives access, and where its password is, if not here. */
export function standing(/** @type {Account} */ account) {
  const tag = h(
    "span",
    { class: "badge", "data-tone": TONES[account.standing] },
    sayOf("standing", account.standing) ?? account.standing,
  );
  return [tag, account.sso && h("span", { class: "badge" }, account.sso.provider)];
}

/** The same acts by the same names as on the record. */
function menu(account, view) {
  const acts = actions(account, view);
  /** @type {(import("./menu.js").Item & { permission?: import("./rules.js").Permission })[]} */
  const items = [
    { label: say("reset-link"), act: acts.send, permission: "reset-link" },
    { label: say("get-link"), act: acts.show, permission: "get-link" },
    { label: say("set-password"), act: acts.setPassword, permission: "set-password" },
    { label: say("history"), act: () => go(`#/accounts/${account.id}/history`) },
  ];
  const refusals = async () => {
    const record = await read(account.id, view.signal);
    return Object.fromEntries(items.map(({ label, permission }) => [label, permission && refusal(record, permission)]));
  };
  return menuButton({ label: say("actions-for", { name: called(account) }), items, refusals });
}

function actions(account, { outcome, signal }) {
  const told = (reset) => reset && showOutcome(outcome, reset, { id: account.id, name: called(account), signal });
  const tried = (act) => () => act().catch((error) => signal.aborted || outcome.replaceChildren(alert(error)));
  const sends = tried(async () => told(await send(account.id)));
  return {
    send: sends,
    show: tried(async () => told(await show(account.id))),
    setPassword: tried(() => setPassword(account.id, sends)),
  };
}
