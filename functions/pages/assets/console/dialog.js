// Dialogues: the browser's own, with a name, one way forward, and a way out by Escape.

import { fill, h, newId } from "./dom.js";
import { alert } from "./problem.js";
import { say } from "./words.js";

/**
 * @typedef {object} Choice
 * @property {string} title
 * @property {unknown[]} content
 * @property {string | HTMLButtonElement} [confirm] the button, or its words; without it there is only the way out. One that
 *   is disabled is there already, and does nothing yet
 * @property {boolean} [danger] whether it takes something away
 * @property {boolean} [wide]
 * @property {() => Promise<unknown>} [act] what the button does; the dialogue stays open when it fails
 */

/**
 * Opens one; resolves to what `act` answered, or to `null` on the way out.
 *
 * @param {Choice} choice
 * @returns {Promise<any>}
 */
export function open(choice) {
  return new Promise((resolve) => {
    let outcome = null;
    const { dialog, form, problem, forward } = build(choice);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.ariaBusy === "true" || forward?.ariaDisabled === "true") return;
      const done = await attempt(choice, form, problem, forward);
      if (done === undefined) return;
      outcome = done;
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      // Whatever it showed, a link or a password, is gone with it.
      dialog.remove();
      resolve(outcome);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Closes whatever is open: the place it belonged to has been left. */
export function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) /** @type {any} */ (dialog).close();
}

function build(choice) {
  const id = newId("dialog");
  const problem = h("div");
  const out = h(
    "button",
    { type: "button", class: "plain", onclick: () => dialog.close() },
    say(choice.confirm ? "cancel" : "close"),
  );
  const { confirm } = choice;
  const forward =
    typeof confirm === "string" ? h("button", { class: choice.danger ? "danger" : null }, confirm) : confirm;
  const form = h("form", { novalidate: true }, choice.content, problem, h("div", { class: "actions" }, forward, out));
  const dialog = h(
    "dialog",
    { "aria-labelledby": id, class: choice.wide && "large" },
    h("h2", { id }, choice.title),
    form,
  );
  return { dialog, form, problem, forward };
}

/** The act's answer; `undefined` when it failed, which the dialogue then says. */
async function attempt(choice, form, problem, forward) {
  if (!choice.act) return undefined;
  fill(problem);
  form.ariaBusy = "true";
  forward.ariaDisabled = "true";
  try {
    return (await choice.act()) ?? true;
  } catch (error) {
    fill(problem, error instanceof Unfit ? null : alert(error, { changing: true }));
    return undefined;
  } finally {
    form.ariaBusy = "false";
    forward.ariaDisabled = "false";
  }
}

/** What was typed does not do; the field itself says why. */
export class Unfit extends Error {}
