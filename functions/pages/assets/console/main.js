// The console begins: somebody signs in, then the address says which view it is.

import { onSessionEnd, remove } from "./api.js";
import { batch } from "./batch.js";
import { editAccount } from "./edit-account.js";
import { fill, h } from "./dom.js";
import { history } from "./history.js";
import { list } from "./list.js";
import { lookup } from "./lookup.js";
import { me } from "./me.js";
import * as names from "./names.js";
import { newAccount } from "./new-account.js";
import { record } from "./record.js";
import * as router from "./router.js";
import * as selection from "./selection.js";
import * as session from "./session.js";
import { signIn, signInAgain } from "./sign-in.js";
import { mayLeave, unsaved } from "./unsaved.js";
import { say } from "./words.js";

/** @type {[RegExp, router.View][]} */
const VIEWS = [
  [/^\/(?:accounts)?$/, list],
  [/^\/accounts\/([^/]+)$/, record],
  [/^\/accounts\/([^/]+)\/history$/, history],
  [/^\/accounts\/([^/]+)\/edit$/, editAccount],
  [/^\/new$/, newAccount],
  [/^\/batches\/([^/]+)$/, batch],
  [/^\/lookup$/, lookup],
  [/^\/me$/, me],
];

/** Whatever the address says, nobody sees it who is not signed in; the address stays for when they are. */
const guarded = VIEWS.map(
  ([pattern, view]) =>
    /** @type {[RegExp, router.View]} */ ([pattern, (place) => (session.current() ? view(place) : door(null)(place))]),
);

const door = (why) => signIn(why, enter);

function enter() {
  navigation();
  router.draw();
}

/** Away with everything that was read; `why` is said where somebody signs in again. */
function leave(/** @type {?string} */ why) {
  session.end();
  names.forget();
  selection.forget();
  navigation();
  router.draw(door(why));
}

async function signOut() {
  if (!(await mayLeave())) return;
  await remove("/v1/sessions/current").catch(() => {});
  router.keep("#/");
  leave(say("signed-out"));
}

const place = h("nav", { id: "navigation", "aria-label": say("title"), hidden: true });
document.querySelector(".masthead")?.append(place);

function navigation() {
  place.hidden = session.current() === null;
  if (place.hidden) return fill(place);
  const links = { "#/accounts": "accounts", "#/new": "new-account", "#/lookup": "lookup-short", "#/me": "my-account" };
  fill(
    place,
    h(
      "ul",
      {},
      Object.entries(links).map(([href, key]) => h("li", {}, h("a", { href }, say(key)))),
    ),
    h("button", { type: "button", class: "plain", onclick: signOut }, say("sign-out")),
  );
  mark();
}

/** Which of the links is the place where one is. */
function mark() {
  for (const link of place.querySelectorAll("a")) {
    const here = location.hash.split("?")[0] || "#/accounts";
    const href = link.getAttribute("href");
    link.ariaCurrent = href === here ? "page" : here.startsWith(`${href}/`) ? "true" : null;
  }
}

/** Another language begins where this one ends. */
document.querySelector(".colophon")?.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLAnchorElement) target.hash = location.hash;
});

/** Where something is typed, whoever typed it signs in over it, and goes on. */
async function sessionEnded({ account }) {
  if (unsaved() && (await signInAgain(account))) return true;
  leave(say("session-over"));
  return false;
}

onSessionEnd(sessionEnded);
addEventListener("hashchange", mark);
router.start(guarded);
enter();
