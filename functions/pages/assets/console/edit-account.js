// An edit. Who was edited meanwhile by somebody else is shown, and nothing that was typed is lost.

import { accountFields, blame, changes, same, typed, unblame } from "./account-form.js";
import { accountPath, patch, Problem } from "./api.js";
import { mayShare } from "./bearers.js";
import { fill, h } from "./dom.js";
import { onSubmit } from "./fields.js";
import { read, refused } from "./links.js";
import { announce } from "./live.js";
import { alert, sentence } from "./problem.js";
import { called } from "./rules.js";
import { go } from "./router.js";
import { mind } from "./unsaved.js";
import { say, sayOf } from "./words.js";

/** @type {import("./router.js").View} */
export async function editAccount(place) {
  const found = await read(place.id, place.signal);
  const title = say("edit-title", { name: called(found) });
  const back = h("p", { class: "crumbs" }, h("a", { href: `#/accounts/${found.id}` }, called(found)));
  const no = refused(found, "edit");
  if (no) return place.show(title, back, no);
  const edited = { before: found };
  const problem = h("div");
  const fields = h("div", {}, accountFields(found));
  const form = h(
    "form",
    { class: "narrow", novalidate: true },
    fields,
    h("p", { class: "hint" }, say("edit-hint")),
    problem,
    h("button", {}, say("save")),
  );
  onSubmit(
    form,
    problem,
    () => save(form, edited, place).catch((error) => meanwhile(error, { form, fields, edited, place })),
    (error) => blame(form, error) || alert(error, { changing: true }),
  );
  mind(form);
  place.show(title, back, form);
}

async function save(form, edited, place) {
  const { id, version } = edited.before;
  unblame(form);
  const changed = changes(typed(form), edited.before);
  if (changed.email && !(await mayShare({ ...edited.before, ...changed }, place.signal))) {
    return form.elements.username.focus();
  }
  if (Object.keys(changed).length > 0) await patch(accountPath(id), { ...changed, version });
  if (place.signal.aborted) return;
  announce(say("saved"));
  go(`#/accounts/${id}`);
}

/** Somebody was faster: their changes come into the form beside one's own, and saving again is saving both. */
async function meanwhile(error, { form, fields, edited, place }) {
  if (!(error instanceof Problem && error.slug === "edited-meanwhile")) throw error;
  const own = changes(typed(form), edited.before);
  const theirs = await read(edited.before.id, place.signal);
  const clash = Object.keys(own).filter(
    (name) => !same(theirs[name], edited.before[name]) && !same(theirs[name], own[name]),
  );
  edited.before = theirs;
  fill(fields, accountFields({ ...theirs, ...own }));
  const note = h(
    "div",
    { class: "notice", "data-tone": "warning", role: "alert", tabindex: "-1" },
    h("p", {}, sentence(error)),
    clash.length > 0 &&
      h(
        "ul",
        {},
        clash.map((name) =>
          h("li", {}, say("meanwhile", { member: sayOf("member", name) ?? name, value: shown(theirs[name]) })),
        ),
      ),
  );
  fields.before(note);
  note.focus();
}

function shown(value) {
  if (value === null) return "–";
  return typeof value === "object" ? value.provider : value;
}
