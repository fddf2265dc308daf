// How far many links are, and what became of each: what is done is there at once, whatever still waits.

import { LOOKS, longer, rest } from "./again.js";
import { get } from "./api.js";
import { isUnderWay } from "./banner.js";
import { board } from "./board.js";
import { fill, h } from "./dom.js";
import { announce } from "./live.js";
import { alert } from "./problem.js";
import { count } from "./times.js";
import { say } from "./words.js";

/** @type {import("./router.js").View} */
export async function batch(place) {
  const { id, signal, show } = place;
  const bar = h("progress", { "aria-label": say("batch-progress") });
  const told = h("p", { class: "count", role: "status" });
  const problem = h("div");
  const rows = board(signal);
  show(say("batch-title"), bar, told, problem, rows.root);
  // Mail that went out may still come back, so the last row is not the end of looking.
  for (let left = LOOKS, pause = 0; left > 0;) {
    await rest(pause, signal);
    const seen = await look(id, signal, problem);
    if (signal.aborted) return;
    if (seen === null) {
      pause = longer(pause);
      continue;
    }
    const finished = seen.done >= seen.total;
    const changed = rows.tell(seen.rows, finished);
    pause = longer(changed && !finished ? 0 : pause);
    Object.assign(bar, { max: seen.total || 1, value: seen.total ? seen.done : 1 });
    told.textContent = say("batch-done", { done: count(seen.done), total: count(seen.total) });
    if (!finished) continue;
    if (left === LOOKS) announce(say("batch-finished"));
    left = seen.rows.some(({ reset }) => reset && isUnderWay(reset)) ? left - 1 : 0;
  }
}

/** A look that fails is not the end of the batch: it goes on by itself, and so does the looking. */
async function look(id, signal, problem) {
  if (signal.aborted) return null;
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
