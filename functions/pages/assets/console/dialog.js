// Dialogues: the browser's own, with a name, one way forward, and a way out by Escape.

import { fill, h, newId } from "./dom.js";
import { alert } from "./problem.js";
import { say } from "./words.js";

/**
 * @typedef {object} Choice
 * @property {string} title
 * @property {unknown[]} [content]
 * @property {string | HTMLButtonElement} [confirm] the button, or its words; without it there is only the way out. One that
 *   is disabled is there already, and does nothing yet
 * @property {boolean} [danger] whether it takes something away
 * @property {boolean} [wide]
 * @property {(form: HTMLFormElement) => Promise<unknown>} [act] what the button does with what was typed here; the dialogue
 *   stays open when it fails
 * @property {boolean} [reads] whether nothing can have been done where no answer came
 *
 * @typedef {Choice & { rest?: Promise<Choice> }} Opening `rest` is what has to be read first; until then it says so
 */

/**
 * Opens one at once, in the place of any other; resolves to what `act` answered, or to `null` on the way out, or to `undefined`
 * where `act` had been tried before: something may have been done.
 *
 * @param {Opening} choice
 * @returns {Promise<any>}
 */
export function open(choice) {
  closeAll();
  return new Promise((resolve) => {
    let outcome = null;
    const { dialog, heading, form } = frame(choice);
    let asked = draw(form, choice);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.ariaBusy === "true" || asked.forward?.ariaDisabled === "true") return;
      outcome = undefined;
      outcome = await attempt(form, asked);
      if (outcome !== undefined) dialog.close();
    });
    dialog.addEventListener("close", () => {
      // Whatever it showed, a link or a password, is gone with it.
      dialog.remove();
      resolve(outcome);
    });
    document.body.append(dialog);
    dialog.showModal();
    const come = (rest) => {
      fill(heading, rest.title);
      asked = draw(form, rest);
      // Where the browser would have begun, had all been there when it opened.
      form.querySelector("button, a, input:not([hidden])").focus();
    };
    choice.rest?.then(come, (error) => {
      come({ title: choice.title });
      fill(asked.problem, alert(error));
    });
  });
}

/** Closes whatever is open: the place it belonged to has been left. */
export function closeAll() {
  for (const dialog of document.querySelectorAll("dialog[open]")) /** @type {any} */ (dialog).close();
}

function frame(/** @type {Opening} */ { title, wide }) {
  const id = newId("dialog");
  const heading = h("h2", { id }, title);
  const form = h("form", { novalidate: true });
  return { dialog: h("dialog", { "aria-labelledby": id, class: wide && "large" }, heading, form), heading, form };
}

/**
 * Fills the form; answers its parts, and what it does. While it waits it has no button: none may turn into another under
 * somebody's finger. Escape closes it as ever.
 */
function draw(form, /** @type {Opening} */ { content, confirm, danger, act, reads, rest }) {
  const problem = h("div");
  const closes = (event) => event.target.closest("dialog").close();
  // Whoever came by Enter does not take something away by another one.
  const way = { type: "button", class: "plain", autofocus: danger, onclick: closes };
  const out = h("button", way, say(confirm ? "cancel" : "close"));
  const forward = typeof confirm === "string" ? h("button", { class: danger ? "danger" : null }, confirm) : confirm;
  form.ariaBusy = String(Boolean(rest));
  if (rest) fill(form, h("p", { role: "status" }, say("loading")));
  else fill(form, content, problem, h("div", { class: "actions" }, forward, out));
  return { problem, forward, act, reads };
}

/** The act's answer; `undefined` when it failed, which the dialogue then says. */
async function attempt(form, { problem, forward, act, reads }) {
  if (!act) return undefined;
  fill(problem);
  form.ariaBusy = "true";
  forward.ariaDisabled = "true";
  try {
    return (await act(form)) ?? true;
  } catch (error) {
    fill(problem, error instanceof Unfit ? null : alert(error, { changing: !reads }));
    return undefined;
  } finally {
    form.ariaBusy = "false";
    forward.ariaDisabled = "false";
  }
}

/** What was typed does not do; the field itself says why. */
export class Unfit extends Error {}
