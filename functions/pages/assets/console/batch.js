// How far many links are, and what became of each.

import { get } from "./api.js";
import { mail } from "./banner.js";
import { nameOf, why } from "./bulk.js";
import { copyBox } from "./copy.js";
import { download } from "./csv.js";
import { fill, h } from "./dom.js";
import { announce } from "./live.js";
import * as names from "./names.js";
import { alert } from "./problem.js";
import { count, momentElement } from "./times.js";
import { say } from "./words.js";

const PAUSE = 1000;

/** @type {import("./router.js").View} */
export async function batch(place) {
  const { id, signal, show } = place;
  const bar = h("progress", { "aria-label": say("batch-progress") });
  const told = h("p", { class: "count", role: "status" });
  const problem = h("div");
  const result = h("div");
  show(say("batch-title"), bar, told, problem, result);
  for (let pause = 0; !signal.aborted; pause = PAUSE) {
    await sleep(pause, signal);
    const seen = await look(id, signal, problem);
    if (signal.aborted) return;
    if (seen === null) continue;
    Object.assign(bar, { max: seen.total || 1, value: seen.total ? seen.done : 1 });
    told.textContent = say("batch-done", { done: count(seen.done), total: count(seen.total) });
    if (seen.done < seen.total) continue;
    await names.learn(known(seen.rows), signal);
    fill(result, finished(seen.rows));
    announce(say("batch-finished"));
    return;
  }
}

/** A look that fails is not the end of the batch: it goes on by itself, and so does the looking. */
async function look(id, signal, problem) {
  try {
    const seen = await get(`/v1/admin/reset-links/${encodeURIComponent(id)}`, signal);
    fill(problem);
    return seen;
  } catch (error) {
    if (signal.aborted) return null;
    if (error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
    fill(problem, alert(error));
    return null;
  }
}

const known = (rows) => rows.filter((row) => row.refused !== "account-unknown").map((row) => row.account_id);

/** Those that mail could not reach come first: somebody has to carry their links. */
function finished(rows) {
  const carried = rows.filter((row) => row.reset?.link);
  const others = rows.filter((row) => !row.reset?.link);
  return [
    carried.length > 0 && [
      h("h2", {}, say("batch-carry", { count: count(carried.length) })),
      h("p", {}, say("batch-carry-hint")),
      h("button", { type: "button", onclick: () => download(lines(carried)) }, say("download-csv")),
      h("p", { class: "hint" }, say("link-once")),
      h("ul", { class: "rows" }, carried.map(carry)),
    ],
    others.length > 0 && [h("h2", {}, say("batch-rows")), h("ul", { class: "rows" }, others.map(told))],
  ];
}

function carry(row) {
  const box = copyBox(row.reset.link, { label: say("link-label"), button: say("copy-link"), among: true });
  return h("li", {}, person(row), h("p", {}, why(row.reset.reason)), box);
}

function told(row) {
  const { reset, refused } = row;
  const outcome = refused
    ? [h("span", { class: "badge" }, say("plan-refused")), " ", why(refused)]
    : reset
      ? [
          h("span", { class: "badge" }, mail(reset)),
          " ",
          reset.to && h("span", { dir: "ltr" }, reset.to),
          " ",
          momentElement(reset.delivery.at),
        ]
      : say("batch-nothing");
  return h("li", {}, person(row), h("p", {}, outcome));
}

function person(row) {
  return h("a", { href: `#/accounts/${row.account_id}` }, nameOf(row.account_id));
}

/** The rows as a table for other programs. */
function lines(rows) {
  const titles = ["name", "username", "email", "reason", "link", "expires-at"].map((key) => say(`csv-${key}`));
  return [titles, ...rows.map(line)];
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

function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(done), resolve()));
  });
}
