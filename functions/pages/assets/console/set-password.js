// Setting a password by hand: the way for when a link will not do. It is typed twice or made up here, shown once, and told
// to the person by whoever set it; it is never mailed.

import { more } from "../page.js";
import { accountPath, put } from "./api.js";
import { copyBox } from "./copy.js";
import { open, Unfit } from "./dialog.js";
import { h } from "./dom.js";
import { expose, tick } from "./fields.js";
import { passphrase } from "./generate.js";
import { lately } from "./history.js";
import { ask } from "./links.js";
import * as names from "./names.js";
import { agreed, minimum, nameFor, newPassword } from "./passwords.js";
import { addressWords, whose } from "./rules.js";
import { exactly, moment } from "./times.js";
import { say, sayOf } from "./words.js";

/** How long a password that has to be changed is good for. */
const lifetime = exactly(more.must_change_seconds);

/** So long another administrator may be about to tell one to the person, in milliseconds. */
const RECENTLY = 3_600_000;

/**
 * Asks for one, sets it, and shows it once more to be told; `null` when none was set.
 *
 * @param {string} id
 * @param {(id: string) => void} sendLink the recommended way, when it is chosen instead
 */
export async function setPassword(id, sendLink) {
  const done = lately(id);
  const set = await ask(id, "set-title", "set-password", async (record) => ({
    content: [
      await justNow(await done),
      recommended(record, sendLink),
      nameFor(record.username ?? record.email ?? ""),
      newPassword(minimum),
      generator(),
      mustChange(),
      consequences(record),
    ],
    confirm: say("set-password"),
    act: (form) => carryOut(record, form),
  }));
  return set && told(set);
}

/** Somebody may be reading out the one that was set before, which would be of no use any more. */
async function justNow(done) {
  const recent = ({ what, at }) => what === "password-set" && Date.now() - Date.parse(at) < RECENTLY;
  const set = done.find(recent);
  if (!set) return null;
  const who = await names.actor(set.actor, undefined).catch(() => say("somebody-else"));
  return h("p", { class: "notice", "data-tone": "warning" }, say("set-before", { at: moment(set.at), who }));
}

/** The link stands first: nobody but the person knows the password then. */
function recommended(record, sendLink) {
  if (record.can["reset-link"] !== true) return null;
  const instead = (event) => {
    event.target.closest("dialog").close();
    sendLink(record.id);
  };
  return h(
    "p",
    { class: "notice" },
    say("link-recommended"),
    " ",
    h("button", { type: "button", class: "link", onclick: instead }, say("send-instead")),
  );
}

function generator() {
  const make = (event) => {
    const { new_password: first, repeated: second } = event.target.form.elements;
    const made = passphrase();
    for (const input of [first, second]) {
      input.value = made;
      expose(input, true);
    }
    first.focus();
  };
  return h("button", { type: "button", class: "plain", onclick: make }, say("generate"));
}

function mustChange() {
  return tick("must_change", say("must-change"), true, say("must-change-hint", { duration: lifetime }));
}

function consequences({ email, hand_over }) {
  const told = email && hand_over !== "mail-not-configured";
  return h("p", { class: "hint" }, say(told ? "set-consequences" : "set-consequences-untold"));
}

async function carryOut(record, form) {
  const password = agreed(form);
  if (password === null) throw new Unfit();
  const must_change = form.elements.must_change.checked;
  const answer = await put(accountPath(record.id, "/password"), { password, must_change });
  return { record, password, must_change, ...answer };
}

/** Shown until it is closed, because it has to be told to the person. */
async function told({ record, password, must_change, applies_to, needs }) {
  await open({
    title: say("set-done-title", { name: whose(record) }),
    content: [
      h("p", {}, say("set-done")),
      copyBox(password, { label: say("new-password"), button: say("copy-password") }),
      must_change && h("p", {}, say("set-done-must-change", { duration: lifetime })),
      applies_to === "admin-area" && h("p", {}, sayOf("applies-to", applies_to)),
      needs && h("p", { class: "notice", "data-tone": "warning" }, addressWords(record)),
    ],
  });
  return true;
}
