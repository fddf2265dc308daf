// Links for many: first who would get what and why not, then a button that starts it.

import { post } from "./api.js";
import { open } from "./dialog.js";
import { fill, h } from "./dom.js";
import { choice } from "./fields.js";
import * as names from "./names.js";
import { alert } from "./problem.js";
import { go } from "./router.js";
import { called, ruleWords } from "./rules.js";
import { count } from "./times.js";
import { say, sayOf } from "./words.js";

/** As many rows as anybody reads; the counts are about all of them. */
const SHOWN = 200;

/** @param {{ account_ids: string[] } | { search: string }} target @param {AbortSignal} signal */
export async function startBulk(target, signal) {
  const plan = h("div", { class: "plan", "aria-busy": "true" }, say("loading"));
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
  const preview = () => {
    // The plan of the other choice must not come after this one's.
    running.abort();
    running = new AbortController();
    return showPlan(plan, { ...target, delivery: delivery.value }, AbortSignal.any([signal, running.signal]));
  };
  delivery.addEventListener("change", preview);
  preview();
  const started = await open({
    title: say("bulk-title"),
    content: [h("p", {}, say("old-passwords-work")), carrier, plan],
    confirm: say("generate-codes"),
    wide: true,
    act: () => post("/v1/admin/reset-links", { ...target, delivery: delivery.value }),
  });
  if (started) go(`#/batches/${started.batch_id}`);
}

async function showPlan(plan, order, signal) {
  plan.ariaBusy = "true";
  try {
    const { counts, rows } = await post("/v1/admin/reset-links", { ...order, preview: true }, signal);
    const listed = await named(rows, signal);
    if (signal.aborted) return;
    fill(
      plan,
      totals(counts),
      table(listed),
      rows.length > SHOWN && h("p", { class: "hint" }, say("rows-cut", { count: count(SHOWN) })),
    );
  } catch (error) {
    if (signal.aborted) return;
    fill(plan, alert(error));
  }
  plan.ariaBusy = "false";
}

/** Who is refused is read first: that is what somebody may want to mend. */
async function named(rows, signal) {
  const order = ["refused", "hand-over", "mail"];
  const sorted = rows
    .toSorted((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome))
    .slice(0, SHOWN);
  await names.learn(
    sorted.filter((row) => row.reason !== "account-unknown").map((row) => row.account_id),
    signal,
  );
  return sorted;
}

function totals(counts) {
  const total = (key) => h("div", {}, h("dt", {}, say(`plan-${key}`)), h("dd", {}, count(counts[key])));
  const list = h("dl", { class: "facts totals" }, total("mail"), total("hand-over"), total("refused"));
  return h("div", { role: "status" }, list);
}

function table(rows) {
  const body = rows.map((row) =>
    h(
      "tr",
      { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, nameOf(row.account_id)),
      h(
        "td",
        { role: "cell" },
        sayOf("plan", row.outcome),
        row.to && h("span", { class: "quiet", dir: "ltr" }, row.to),
      ),
      h("td", { role: "cell" }, row.reason ? why(row.reason) : ""),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": say("plan-rows") },
    h("table", { role: "table" }, h("tbody", { role: "rowgroup" }, body)),
  );
}

/** Why mail cannot carry it, or why nothing is made. */
export function why(/** @type {string} */ word) {
  return sayOf("reason", word) ?? ruleWords(word);
}

/** The name, where it is known. */
export function nameOf(/** @type {string} */ id) {
  const account = names.recall(id);
  return account ? called(account) : id;
}
