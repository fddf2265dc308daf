// Setting a password by hand: the way for when a link will not do. It is typed twice or made up here, shown once, and told
// to the person by whoever set it; it is never mailed.

import { more } from "../page.js";
import { accountPath, put } from "./api.js";
import { copyBox } from "./copy.js";
import { open, Unfit } from "./dialog.js";
import { h } from "./dom.js";
import { expose, tick } from "./fields.js";
import { passphrase } from "./generate.js";
import { ask } from "./links.js";
import { agreed, minimum, nameFor, newPassword } from "./passwords.js";
import { addressWords, whose } from "./rules.js";
import { exactly } from "./times.js";
import { say, sayOf } from "./words.js";

/** How long a password that has to be changed is good for. */
const lifetime = exactly(more.must_change_seconds);

/**
 * Asks for one, sets it, and shows it once more to be told; `null` when none was set.
 *
 * @param {string} id
 * @param {(id: string) => void} sendLink the recommended way, when it is chosen instead
 */
export async function setPassword(id, sendLink) {
  const set = await ask(id, "set-title", "set-password", (record) => ({
    content: [
      recommended(record, sendLink),
      nameFor(record.username ?? record.email ?? ""),
      newPassword(minimum),
      generator(),
      mustChange(),
      consequences(),
    ],
    confirm: say("set-password"),
    act: (form) => carryOut(record, form),
  }));
  return set && told(set);
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

function consequences() {
  return h("p", { class: "hint" }, say("set-consequences"));
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
