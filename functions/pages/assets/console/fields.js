// Fields of forms: a label that belongs to its input, a hint, and what is wrong with it.

import { fill, h, newId } from "./dom.js";
import { say } from "./words.js";

/**
 * A text field with its label.
 *
 * @param {string} name also its name in the form
 * @param {string} label
 * @param {Record<string, unknown> & { hint?: string }} [attributes] of the input
 */
export function field(name, label, { hint, ...attributes } = {}) {
  const id = newId(name);
  const described = hint && `${id}-hint`;
  const input = h("input", {
    id,
    name,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "none",
    "aria-describedby": described,
    ...attributes,
  });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    hint && h("p", { class: "hint", id: described }, hint),
  );
}

/** A password field with a button that shows what was typed. */
export function secretField(/** @type {string} */ name, /** @type {string} */ label, attributes = {}) {
  const root = field(name, label, { type: "password", autocomplete: "new-password", ...attributes });
  const input = root.querySelector("input");
  const button = h("button", { type: "button", class: "plain", "aria-controls": input.id }, say("show"));
  button.addEventListener("click", () => expose(input, input.type === "password"));
  input.addEventListener("exposed", () => {
    button.textContent = say(input.type === "text" ? "hide" : "show");
  });
  const line = h("div", { class: "joined" });
  input.replaceWith(line);
  line.append(input, button);
  return root;
}

/** Shows a secret, or hides it. */
export function expose(/** @type {HTMLInputElement} */ input, /** @type {boolean} */ shown) {
  input.type = shown ? "text" : "password";
  input.dispatchEvent(new Event("exposed"));
}

/**
 * A choice among words.
 *
 * @param {string} name
 * @param {string} label
 * @param {[string, string][]} choices value and words
 * @param {string} chosen
 */
export function choice(name, label, choices, chosen) {
  const id = newId(name);
  const options = choices.map(([value, words]) => h("option", { value, selected: value === chosen }, words));
  return h("div", { class: "field" }, h("label", { for: id }, label), h("select", { id, name }, options));
}

/** A box to tick. */
export function tick(
  /** @type {string} */ name,
  /** @type {string} */ label,
  /** @type {boolean} */ ticked,
  /** @type {string} */ hint,
) {
  const id = newId(name);
  const input = h("input", { type: "checkbox", id, name, checked: ticked, "aria-describedby": hint && `${id}-hint` });
  return h(
    "div",
    { class: "field tick" },
    input,
    h("label", { for: id }, label),
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
  );
}

/** Says below a field what is wrong with it, and goes there; without `text` it is right again. */
export function complain(/** @type {HTMLInputElement} */ input, /** @type {?string} */ text) {
  const id = `${input.id}-wrong`;
  const root = input.closest(".field");
  root?.querySelector(".problem")?.remove();
  input.ariaInvalid = text ? "true" : null;
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((of) => of && of !== id);
  input.setAttribute("aria-describedby", [...others, ...(text ? [id] : [])].join(" "));
  if (!text) return;
  root?.append(h("p", { class: "problem", id, role: "alert" }, text));
  input.focus();
}

/**
 * What a form does when it is sent: once at a time, with what went wrong above its button.
 *
 * @param {HTMLFormElement} form
 * @param {Element} problem where failures are said
 * @param {() => Promise<void>} act
 * @param {(error: unknown) => unknown} tell the element that says it, or `true` if it is said elsewhere
 */
export function onSubmit(form, problem, act, tell) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    fill(problem);
    try {
      await act();
    } catch (error) {
      const told = tell(error);
      if (told !== true) fill(problem, told);
    } finally {
      form.ariaBusy = "false";
    }
  });
}
