// Links for many: first who would get what and why not, then a button that starts just that.

import { post } from "./api.js";
import { Unfit, open } from "./dialog.js";
import { fill, h, newId } from "./dom.js";
import { choice } from "./fields.js";
import * as names from "./names.js";
import { alert } from "./problem.js";
import { go } from "./router.js";
import { alias, called, ruleWords } from "./rules.js";
import { count, moment } from "./times.js";
import { say, sayOf } from "./words.js";

/** As many rows as anybody reads; the counts are about all of them. */
const SHOWN = 200;

/**
 * Whether it was started.
 *
 * @param {{ account_ids: string[] } | { search: string }} target
 * @param {AbortSignal} signal
 */
export async function startBulk(target, signal) {
  const plan = h("div", { class: "plan" }, say("loading"));
  const sums = h("p", { class: "sums", id: newId("sums"), role: "status" });
  const confirm = h("button", { "aria-describedby": sums.id }, say("generate-codes"));
  const carrier = choice(
    "delivery",
    say("delivery-choice"),
    [
      ["email", say("delivery-choice-email")],
      ["link", say("delivery-choice-link")],
    ],
    "email",
  );
  const delivery = carrier.querySelector("select");
  let running = new AbortController();
  /** What the plan that is shown is of: nothing else can be ordered. */
  let order = null;

  async function preview() {
    // The plan of the other choice must not come after this one's.
    running.abort();
    running = new AbortController();
    const mine = AbortSignal.any([signal, running.signal]);
    order = null;
    confirm.ariaDisabled = plan.ariaBusy = "true";
    fill(sums);
    const wanted = { ...target, delivery: delivery.value };
    try {
      const { counts, rows } = await post("/v1/admin/reset-links", { ...wanted, preview: true }, mine);
      offer(counts, rows, wanted.delivery);
      showPlan(plan, counts, rows, mine);
    } catch (error) {
      if (!mine.aborted) fill(plan, alert(error), h("button", { type: "button", onclick: again }, say("try-again")));
    }
    if (!mine.aborted) plan.ariaBusy = "false";
  }

  /** Whoever the search finds by then, those who were shown are meant. */
  function offer(counts, rows, delivery) {
    const some = counts.total > counts.refused;
    order = some && { account_ids: rows.map((row) => row.account_id), delivery };
    confirm.hidden = !some;
    confirm.ariaDisabled = String(!some);
    const told = { mail: count(counts.mail), carried: count(counts["hand-over"]) };
    fill(sums, some ? say("plan-sums", told) : say("plan-nothing"));
  }

  function again() {
    delivery.focus();
    preview();
  }

  delivery.addEventListener("change", preview);
  preview();
  const started = await open({
    title: say("bulk-title"),
    content: [h("p", {}, say("old-passwords-work")), carrier, plan, sums],
    confirm,
    wide: true,
    act: () => (order ? post("/v1/admin/reset-links", order) : Promise.reject(new Unfit())),
  });
  running.abort();
  if (started) go(`#/batches/${started.batch_id}`);
  return Boolean(started);
}

/** The counts are there at once; who it is that they count is read meanwhile. */
function showPlan(plan, counts, rows, signal) {
  const listed = sorted(rows).slice(0, SHOWN);
  const people = new Map(listed.map((row) => [row.account_id, h("th", { scope: "row", role: "rowheader" }, "…")]));
  const tell = (id) => fill(people.get(id), whoIs(id));
  fill(
    plan,
    totals(counts),
    table(listed, people),
    rows.length > SHOWN && h("p", { class: "hint" }, say("rows-cut", { count: count(SHOWN) })),
  );
  const someone = listed.filter((row) => row.reason !== "account-unknown").map((row) => row.account_id);
  names
    .learn(someone, signal, tell)
    .catch(() => {})
    .finally(() => signal.aborted || [...people.keys()].forEach(tell));
}

/** What somebody may want to mend is read first: who gets nothing, then whose mail is known to fail. */
function sorted(rows) {
  const order = ["refused", "failing", "hand-over", "mail"];
  const place = (row) => order.indexOf(row.outcome === "mail" && row.failing_since ? "failing" : row.outcome);
  return rows.toSorted((one, other) => place(one) - place(other));
}

function totals(counts) {
  const total = (key) => h("div", {}, h("dt", {}, say(`plan-${key}`)), h("dd", {}, count(counts[key])));
  return h("dl", { class: "facts totals" }, total("mail"), total("hand-over"), total("refused"));
}

function table(rows, people) {
  const body = rows.map((row) =>
    h(
      "tr",
      { role: "row" },
      people.get(row.account_id),
      h(
        "td",
        { role: "cell" },
        sayOf("plan", row.outcome),
        row.to && h("span", { class: "quiet", dir: "ltr" }, row.to),
      ),
      h("td", { role: "cell" }, warning(row)),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": say("plan-rows") },
    h("table", { role: "table" }, h("tbody", { role: "rowgroup" }, body)),
  );
}

/** Why not, or why in vain. */
function warning({ reason, failing_since }) {
  if (reason) return why(reason);
  return failing_since ? say("mail-failing", { since: moment(failing_since) }) : "";
}

/** Why mail cannot carry it, or why nothing is made. */
export function why(/** @type {string} */ word) {
  return sayOf("reason", word) ?? ruleWords(word);
}

/** Who it is, where that is known: the name, and what tells namesakes apart. */
export function whoIs(/** @type {string} */ id) {
  const account = names.recall(id);
  if (!account) return id;
  const other = alias(account);
  return [called(account), other && [" ", h("span", { class: "quiet", dir: "ltr" }, other)]];
}
