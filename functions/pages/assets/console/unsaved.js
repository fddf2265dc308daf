// What was typed into a form and is not saved yet: nobody leaves it by a link without being asked, and the end of a session
// does not throw it away.

import { open } from "./dialog.js";
import { h } from "./dom.js";
import { say } from "./words.js";

/** Minds a form from the first thing that is typed until it is reset, or its view left. */
export function mind(/** @type {HTMLFormElement} */ form) {
  form.addEventListener("input", () => form.toggleAttribute("data-unsaved", true));
  form.addEventListener("reset", () => form.toggleAttribute("data-unsaved", false));
}

/** The form in which something is typed, if there is one. */
export const unsaved = () => document.querySelector("form[data-unsaved]");

/** Whether what was typed may be lost; asks, if something was. */
export async function mayLeave() {
  const form = unsaved();
  if (!form) return true;
  const leaves = await open({
    title: say("unsaved-title"),
    content: [h("p", {}, say("unsaved"))],
    confirm: say("leave"),
    danger: true,
    act: async () => true,
  });
  // The browser need not ask once more.
  if (leaves) form.removeAttribute("data-unsaved");
  return leaves !== null;
}

document.addEventListener(
  "click",
  async (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    const opensBeside = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank";
    if (!link || opensBeside || !unsaved()) return;
    event.preventDefault();
    if (await mayLeave()) location.href = link.href;
  },
  true,
);
addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
