// What happened to an account, newest first.

import { accountPath, get } from "./api.js";
import { h } from "./dom.js";
import { read } from "./links.js";
import { announce } from "./live.js";
import * as names from "./names.js";
import { alert } from "./problem.js";
import { called } from "./rules.js";
import { momentElement } from "./times.js";
import { say, sayOf } from "./words.js";

/**
 * @typedef {{ at: string, what: string, actor: string, ip: ?string, details: Record<string, string> }} Entry
 */

/** What becomes of mails, which nobody does. */
const NEWS = ["mail-answered", "mail-event", "notice-answered"];

/**
 * What was done to an account lately, newest first, without what became of mails; empty where it cannot be read.
 *
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<Entry[]>}
 */
export async function lately(id, signal) {
  const { history } = await get(accountPath(id, "/history"), signal).catch(() => ({ history: [] }));
  return history.filter(({ what }) => !NEWS.includes(what));
}

/** What was done last, for whoever comes next: a password that was set leaves no other trace. */
export function newest(/** @type {Entry[]} */ [last], /** @type {AbortSignal} */ signal) {
  if (!last) return null;
  const list = h("ol", { class: "rows history" });
  const section = h("section", {}, h("h2", {}, say("done-last")), list);
  entry(last, signal).then(
    (told) => list.append(told),
    () => section.remove(),
  );
  return section;
}

/** @type {import("./router.js").View} */
export async function history(place) {
  const { id, signal } = place;
  const found = await read(id, signal);
  const entries = h("ol", { class: "rows history" });
  const problem = h("div");
  const more = h("button", { type: "button", class: "plain", hidden: true }, say("more"));
  const back = h("p", { class: "crumbs" }, h("a", { href: `#/accounts/${id}` }, called(found)));
  place.show(say("history-title", { name: called(found) }), back, entries, problem, more);
  let cursor;
  const page = async () => {
    const answer = await get(accountPath(id, `/history${cursor ? `?${new URLSearchParams({ cursor })}` : ""}`), signal);
    cursor = answer.next_cursor;
    more.hidden = !cursor;
    const told = await Promise.all(answer.history.map((of) => entry(of, signal)));
    entries.append(...told);
    return told;
  };
  more.addEventListener("click", async () => {
    problem.replaceChildren();
    try {
      const [first] = await page();
      first?.focus();
      announce(say("more-shown"));
    } catch (error) {
      if (!signal.aborted) problem.replaceChildren(alert(error));
    }
  });
  await page();
}

async function entry(/** @type {Entry} */ of, signal) {
  const who = await names.actor(of.actor, signal);
  const from = of.ip ? say("history-by-from", { who, ip: of.ip }) : say("history-by", { who });
  const more = details(of);
  return h(
    "li",
    { tabindex: "-1" },
    h("p", { class: "when" }, momentElement(of.at)),
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, sayOf("what", of.what) ?? of.what), more.length > 0 && ` · ${more.join(" · ")}`),
      h("p", { class: "quiet" }, from),
    ),
  );
}

/** Which families of words a detail's value may be of. */
const FAMILIES = {
  rule: ["rule", "reason", "problem"],
  reason: ["reason"],
  outcome: ["outcome"],
  event: ["delivery"],
  origin: ["origin"],
  role: ["role"],
  standing: ["standing"],
  applies_to: ["applies-to"],
  carrier: ["carrier"],
};

/** Details that say something to people; ids, numbers and words of the mail service are for the log. */
function details({ details: found }) {
  const told = Object.entries(FAMILIES)
    .filter(([name]) => name in found)
    .map(([name, families]) => families.map((family) => sayOf(family, found[name])).find((said) => said !== null))
    .filter((said) => said !== undefined);
  if (found.members)
    told.push(
      say("history-members", {
        members: found.members
          .split(" ")
          .map((name) => sayOf("member", name) ?? name)
          .join(", "),
      }),
    );
  if (found.must_change === "true") told.push(say("must-change"));
  return told;
}
