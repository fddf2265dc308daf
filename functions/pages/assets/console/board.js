// The rows of a batch in groups by what there is to do, each at its place until that changes, so that nobody who reads,
// copies or tabs through them is thrown off.

import { mail } from "./banner.js";
import { whoIs, why } from "./bulk.js";
import { copyBox } from "./copy.js";
import { download } from "./csv.js";
import { fill, h } from "./dom.js";
import { announce } from "./live.js";
import * as names from "./names.js";
import { count, momentElement } from "./times.js";
import { say, sayOf } from "./words.js";

/** @param {AbortSignal} signal */
export function board(signal) {
  /** @type {Map<string, any>} what stands there, by account */
  const entries = new Map();
  const saves = h("button", { type: "button", onclick: save }, say("download-csv"));
  const groups = {
    // Those that mail could not reach come first: somebody has to carry their links.
    carry: group("batch-carry", [
      h("p", {}, say("batch-carry-hint")),
      saves,
      h("p", { class: "hint" }, say("link-once")),
    ]),
    waiting: group("batch-waiting", h("p", { class: "hint" }, say("batch-waiting-hint"))),
    others: group("batch-rows"),
  };
  const root = h(
    "div",
    {},
    Object.values(groups).map(({ section }) => section),
  );
  let naming = null;

  /** Brings the rows up to date; answers whether anything was new. */
  function tell(rows, finished) {
    const before = groups.carry.list.children.length;
    const changed = rows.filter((row) => put(row, finished)).length > 0;
    for (const { section, heading, list, title } of Object.values(groups)) {
      section.hidden = list.children.length === 0;
      heading.textContent = say(title, { count: count(list.children.length) });
    }
    // Those that come back after the last row have to be carried too.
    if (finished && groups.carry.list.children.length > before) announce(groups.carry.heading.textContent);
    naming ??= learn(rows).finally(() => {
      naming = null;
    });
    return changed;
  }

  function put(row, finished) {
    const entry = entries.get(row.account_id) ?? enter(row);
    const place = placeOf(row, finished);
    const fate = JSON.stringify([place, row.refused, row.reset]);
    if (entry.fate === fate) return false;
    const focused = entry.item.contains(document.activeElement) && /** @type {any} */ (document.activeElement);
    fill(entry.told, outcome(row, place));
    if (entry.link !== row.reset?.link) fill(entry.box, row.reset?.link && box(row.reset.link));
    if (entry.place !== place) groups[place].list.append(entry.item);
    if (focused) (focused.isConnected ? focused : entry.person).focus({ preventScroll: true });
    Object.assign(entry, { row, place, fate, link: row.reset?.link });
    return true;
  }

  function enter({ account_id }) {
    const person = h("a", { href: `#/accounts/${account_id}` }, whoIs(account_id));
    const [told, box] = [h("div"), h("div")];
    const entry = { person, told, box, item: h("li", {}, person, told, box) };
    entries.set(account_id, entry);
    return entry;
  }

  /** Who cannot be read now is read at the next look. */
  async function learn(rows) {
    const unnamed = rows.filter((row) => row.refused !== "account-unknown" && !entries.get(row.account_id).named);
    const ids = unnamed.map((row) => row.account_id);
    await names.learn(ids, signal, name).catch(() => {});
  }

  function name(id) {
    const entry = entries.get(id);
    fill(entry.person, whoIs(id));
    entry.named = true;
  }

  /** The links as a table for other programs, with everybody's name. */
  async function save() {
    const carried = [...entries.values()].filter((entry) => entry.link).map((entry) => entry.row);
    await learn(carried);
    const titles = ["name", "username", "email", "reason", "link", "expires-at"].map((key) => say(`csv-${key}`));
    download([titles, ...carried.map(line)]);
  }

  return { root, tell };
}

function group(title, ...above) {
  const [heading, list] = [h("h2"), h("ul", { class: "rows" })];
  return { title, heading, list, section: h("section", { hidden: true }, heading, above, list) };
}

/** A row without a link has not had its turn, as long as the batch has not had its end. */
function placeOf({ reset, refused }, finished) {
  if (reset?.link) return "carry";
  const waits = reset ? reset.state === "live" && reset.status === "queued" : !finished;
  return waits && !refused ? "waiting" : "others";
}

function box(link) {
  return copyBox(link, { label: say("link-label"), button: say("copy-link"), among: true });
}

function outcome({ reset, refused }, place) {
  const badge = (words) => h("span", { class: "badge" }, words);
  if (refused) return h("p", {}, badge(say("plan-refused")), " ", why(refused));
  if (place === "carry") return h("p", {}, why(reset.reason));
  if (place === "waiting") return h("p", {}, badge(say("delivery-queued")));
  if (!reset) return h("p", {}, say("batch-nothing"));
  const to = reset.to && [h("span", { dir: "ltr" }, reset.to), " "];
  return [h("p", {}, badge(mail(reset)), " ", to, momentElement(reset.delivery.at)), since(reset)];
}

/** Why the link is carried, for those too who are not shown it; or what came of it. */
function since(reset) {
  const words = reset.state === "live" ? reset.reason && why(reset.reason) : sayOf("state", reset.state);
  return words && h("p", {}, words);
}

function line({ account_id, reset }) {
  const account = names.recall(account_id);
  return [
    account?.name ?? account_id,
    account?.username ?? "",
    account?.email ?? "",
    why(reset.reason),
    reset.link,
    reset.expires_at,
  ];
}
