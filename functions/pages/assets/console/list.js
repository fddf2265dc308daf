// The accounts: a search that keeps up with typing, pages, and what can be done for one or for many.

import { get } from "./api.js";
import { startBulk } from "./bulk.js";
import { fill, h } from "./dom.js";
import { field } from "./fields.js";
import { announce } from "./live.js";
import { remember } from "./names.js";
import { foldOutcome } from "./outcome.js";
import { alert } from "./problem.js";
import { keep } from "./router.js";
import { row, table } from "./rows.js";
import { latest } from "./search.js";
import { forget, selection } from "./selection.js";
import { me } from "./session.js";
import { count } from "./times.js";
import { say } from "./words.js";

const PAGE = 25;

/** @type {import("./router.js").View} */
export function list(place) {
  const view = build(place);
  const found = { accounts: [], cursor: undefined };
  const asked = () => ({ search: view.search.value, tenant: view.tenant?.value ?? "" });
  const chosen = selection({
    bulk: async (target) => {
      if ((await startBulk(target, place.signal)) && "account_ids" in target) forget();
    },
    search: () => (asked().tenant ? null : asked().search),
  });
  view.chosen.prepend(chosen.bar);

  // One line of asking for both, so that a page of the last search never lands in the next.
  let after;
  const asking = latest({
    ask: (signal) => page(asked(), after, signal),
    show: (answer) => (after === undefined ? begin(answer) : append(answer)),
    fail: (error) => fill(view.problem, alert(error), again()),
    signal: place.signal,
  });

  function begin(answer) {
    found.accounts = [];
    chosen.begin();
    fill(view.rows);
    stale(false);
    const ids = answer.accounts.map((account) => account.id);
    append(answer, foldOutcome(view.outcome, ids));
  }

  function append(answer, folded = "") {
    const { accounts, next_cursor } = answer;
    remember(...accounts);
    found.accounts.push(...accounts);
    found.cursor = next_cursor;
    fill(view.problem);
    view.rows.append(
      ...accounts.map((account) => row(account, { chosen, outcome: view.outcome, signal: place.signal })),
    );
    chosen.update();
    view.more.hidden = !next_cursor;
    view.table.hidden = found.accounts.length === 0;
    view.count.textContent = counted(found.accounts.length, next_cursor);
    announce(`${view.count.textContent} ${folded}`.trim());
    keep(address(asked()));
  }

  /** What belongs to another word than is typed must not be used by mistake. */
  function stale(/** @type {boolean} */ is) {
    for (const part of [view.table, view.count, ...chosen.ofSearch]) part.inert = is;
  }

  function again() {
    const act = () => {
      (after === undefined ? view.search : view.more).focus();
      asking.now();
    };
    return h("button", { type: "button", class: "plain", onclick: act }, say("try-again"));
  }

  function search(/** @type {"now" | "soon"} */ when) {
    // The places of the last search are no places of the next.
    after = undefined;
    view.more.hidden = true;
    stale(true);
    asking[when]();
  }

  for (const input of [view.search, view.tenant]) input?.addEventListener("input", () => search("soon"));
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    search("now");
  });
  view.more.addEventListener("click", async () => {
    const before = view.rows.children.length;
    after = found.cursor;
    await asking.now();
    view.rows.children[before]?.querySelector("a")?.focus();
  });
  search("now");
}

function build(place) {
  const search = field("search", say("search"), {
    type: "search",
    value: place.query.get("search") ?? "",
    maxlength: 254,
    placeholder: say("search-hint"),
  });
  const tenant =
    me().tenant !== null
      ? null
      : field("tenant", say("tenant"), {
          value: place.query.get("tenant") ?? "",
          maxlength: 64,
          placeholder: say("tenant-all"),
        });
  const form = h("form", { class: "search", role: "search", novalidate: true }, search, tenant);
  const { root, body } = table();
  const told = h("p", { class: "count" });
  const view = {
    form,
    search: search.querySelector("input"),
    tenant: tenant?.querySelector("input"),
    outcome: h("div", { class: "outcome" }),
    problem: h("div"),
    chosen: h("div", { class: "above" }, told),
    count: told,
    table: root,
    rows: body,
    more: h("button", { type: "button", class: "plain", hidden: true }, say("more")),
  };
  root.hidden = true;
  place.show(say("accounts"), view.outcome, form, view.problem, view.chosen, root, view.more);
  return view;
}

function page({ search, tenant }, cursor, signal) {
  const query = new URLSearchParams({
    search,
    limit: String(PAGE),
    ...(tenant && { tenant }),
    ...(cursor && { cursor }),
  });
  return get(`/v1/admin/accounts?${query}`, signal);
}

function counted(shown, more) {
  if (shown === 0 && !more) return say("nobody-found");
  return say(more ? "shown-more" : "shown", { count: count(shown) });
}

function address({ search, tenant }) {
  const query = new URLSearchParams({ ...(search && { search }), ...(tenant && { tenant }) });
  return query.size ? `#/accounts?${query}` : "#/accounts";
}
