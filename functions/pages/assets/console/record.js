// One person's record: the link that is on its way, what can be done, and who it is.

import { called, refusal } from "./rules.js";
import { banner } from "./banner.js";
import { bearers } from "./bearers.js";
import { fill, h, newId } from "./dom.js";
import { lately, newest } from "./history.js";
import { read, reveal, revoke, send, show } from "./links.js";
import { announce } from "./live.js";
import { notices } from "./notices.js";
import { alert, provider } from "./problem.js";
import { standing } from "./rows.js";
import { setPassword } from "./set-password.js";
import { momentElement } from "./times.js";
import { say, sayOf } from "./words.js";

/** How often the record is read again while a mail is under way, and how many times at most. */
const LOOK_AGAIN = 5_000;
const LOOKS = 60;

/** The id of the reason that is said for all acts. */
const WHY = "why-not";

/** @type {import("./router.js").View} */
export async function record(place) {
  const { id, signal } = place;
  const parts = {
    who: h("p", { class: "quiet" }),
    status: h("div", { class: "outcome" }),
    problem: h("div"),
    acts: h("section", { class: "acts", "aria-label": say("actions") }),
    last: h("div"),
    members: h("div"),
  };
  const found = await load(id, signal);
  place.show(called(found), crumbs(), parts.who, parts.problem, parts.status, parts.acts, parts.last, parts.members);
  const view = { id, signal, parts, link: null, record: found };
  draw(view);
  await follow(view);
}

/** The record, what was done last, and who else has its address. */
async function load(id, signal) {
  const [found, done] = await Promise.all([read(id, signal), lately(id, signal)]);
  const all = found.hand_over === "email-not-unique" ? await bearers(found.email, signal) : [];
  return { ...found, done, others: all.filter((other) => other.id !== id) };
}

function crumbs() {
  return h("p", { class: "crumbs" }, h("a", { href: "#/accounts" }, say("to-accounts")));
}

function draw(view) {
  const { parts, record: found } = view;
  fill(parts.who, identifiers(found));
  fill(parts.status, status(view), notices(found));
  fill(parts.acts, acts(view));
  fill(parts.last, newest(found.done, view.signal));
  fill(parts.members, h("h2", {}, say("details")), members(found), edit(found));
}

/** Beside the name, since two people may have one. */
function identifiers(found) {
  const others = [found.username, found.email].filter((one) => one && one !== called(found));
  return others.length > 0 && h("span", { dir: "ltr" }, others.join(" · "));
}

/** Stands until the link can no longer be re-sent, whoever looks and wherever the link came from. */
function status(view) {
  const { reset, live_until } = view.record;
  if (!reset) return live_until && earlier(view, live_until);
  const link = kept(view);
  return banner({ ...reset, link }, { actions: [!link && shows(view), kills(view)], signal: view.signal });
}

/** One that cannot be sent again any more still opens the door. */
function earlier(view, until) {
  return h(
    "section",
    { class: "notice", "data-tone": "info", tabindex: "-1" },
    h("p", {}, say("live-until"), " ", momentElement(until)),
    h("div", { class: "actions" }, kills(view)),
  );
}

/** The link that was shown here, as long as it is the one that lives: others make new ones meanwhile. */
function kept({ link, record: { reset } }) {
  return reset?.state === "live" && link?.expires_at === reset.expires_at ? link.link : null;
}

function shows(view) {
  return view.record.reset.state === "live" && button(view, "show-link", "show-link", () => reveal(view.record), took);
}

function kills(view) {
  const { reset, live_until } = view.record;
  return (
    (reset ? reset.state === "live" : live_until) &&
    button(
      view,
      "revoke",
      "edit",
      () => revoke(view.record),
      () => announce(say("state-revoked")),
    )
  );
}

function acts(view) {
  const { record: found } = view;
  const sends = () => run(view, () => send(view.id), took);
  const buttons = [
    button(view, "reset-link", "reset-link", () => send(view.id), took, null),
    // Beside a link that is shown, its own button copies it.
    !kept(view) && button(view, "get-link", "get-link", () => show(view.id), took),
    button(
      view,
      "set-password",
      "set-password",
      () => setPassword(view.id, sends),
      () => {},
    ),
  ];
  const elsewhere = found.can["reset-link"] === "managed-by-sso" && provider(found.sso);
  return [forAll(found), h("div", {}, buttons), elsewhere];
}

/** One reason against everything is said once. */
function forAll(found) {
  const why = reasonForAll(found);
  return why && h("p", { class: "notice", id: WHY }, why);
}

function reasonForAll(found) {
  const [why, other] = [refusal(found, "reset-link"), refusal(found, "set-password")];
  return why === other ? why : null;
}

/** Greyed and still reachable where the rule says no, with the rule beside it. */
function button(view, key, permission, act, then, look = "plain") {
  const why = refusal(view.record, permission);
  const does = () => why === null && view.parts.acts.ariaBusy !== "true" && run(view, act, then);
  const said = why && permission !== "edit" && why === reasonForAll(view.record);
  const id = said ? WHY : newId("why");
  const control = h(
    "button",
    {
      type: "button",
      class: look,
      "aria-disabled": why !== null && "true",
      "aria-describedby": why && id,
      onclick: does,
    },
    say(key),
  );
  return h("div", { class: "act" }, control, why && !said && h("small", { class: "why", id }, why));
}

/** Does it, reads the record again, and says what came of it. */
async function run(view, act, then) {
  fill(view.parts.problem);
  try {
    const done = await act();
    if (done === null || view.signal.aborted) return;
    if (done) then(done, view);
    busy(view, true);
    view.record = await load(view.id, view.signal);
    draw(view);
    focusOn(view);
  } catch (error) {
    if (!view.signal.aborted) fill(view.parts.problem, alert(error));
  } finally {
    busy(view, false);
  }
}

/** What stands here is of before the act, until it is read again. */
function busy({ parts }, /** @type {boolean} */ is) {
  for (const part of [parts.status, parts.acts]) part.ariaBusy = String(is);
}

/** The link is kept for as long as the view stands, and no longer. */
function took(answer, view) {
  if (answer.link) view.link = answer;
}

function focusOn({ parts }) {
  const shown = parts.status.querySelector("section");
  shown?.focus();
  announce(shown?.querySelector("h2, p")?.textContent ?? "");
}

function members(found) {
  const member = (key, value) => value && h("div", {}, h("dt", {}, say(key)), h("dd", {}, value));
  return h(
    "dl",
    { class: "facts" },
    member("name", found.name),
    member("username", found.username),
    member("email", found.email && h("span", { dir: "ltr" }, found.email)),
    member("tenant", found.tenant),
    member("role", sayOf("role", found.role)),
    member("standing", standing(found)),
    member("locale", found.locale),
  );
}

function edit(found) {
  const why = refusal(found, "edit");
  const edits = why
    ? button({ record: found }, "edit", "edit")
    : h("a", { class: "button plain", href: `#/accounts/${found.id}/edit` }, say("edit"));
  return h(
    "div",
    { class: "actions" },
    edits,
    h("a", { class: "button plain", href: `#/accounts/${found.id}/history` }, say("history")),
  );
}

/** While a mail is under way its fate is looked for, so that a bounce is seen while the person is on the telephone. */
async function follow(view) {
  for (let look = 0; look < LOOKS && !view.signal.aborted; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    if (view.signal.aborted || document.hidden || document.querySelector("dialog[open]")) continue;
    const before = view.record;
    const found = await read(view.id, view.signal).catch(() => null);
    if (!found || view.signal.aborted || fate(found) === fate(before)) continue;
    const told = await load(view.id, view.signal).catch(() => null);
    if (!told || view.signal.aborted || document.querySelector("dialog[open]")) continue;
    const inside = view.parts.status.contains(document.activeElement);
    view.record = told;
    draw(view);
    if (inside) focusOn(view);
    else announce(news(view, before));
  }
}

/** What has become of the link; where there was none, what was done. */
function news({ parts, record: { done } }, before) {
  const headline = parts.status.querySelector("h2")?.textContent;
  return headline ?? (before.reset ? say("state-over") : (sayOf("what", done[0]?.what) ?? ""));
}

const fate = ({ reset, live_until, version, epoch, mail_failing }) =>
  JSON.stringify([
    [reset?.issued_at, reset?.state, reset?.status, reset?.delivery.state, live_until],
    [mail_failing, version, epoch],
  ]);
