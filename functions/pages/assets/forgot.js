// Asks for a link without leaving the page. The answer is the same for everybody.
import { language, onSubmit, post, problem, say, tell } from "./page.js";

const form = document.querySelector("form");
const told = document.getElementById("told");
const heading = document.getElementById("heading");
const title = heading.textContent;

onSubmit(form, async () => {
  const { identifier } = form.elements;
  const typed = identifier.value.trim();
  problem(identifier, typed ? "" : say("ask-wants"));
  if (!typed) return;
  tell(told, "info", [say("forgot-sending")]);
  try {
    answered(await post("/v1/password-resets", { identifier: typed, locale: language }), typed);
  } catch {
    tell(told, "danger", [say("no-answer")]);
  }
});

function answered({ status, slug, minutes }, typed) {
  if (status === 202) asked(typed);
  else if (slug === "too-many-requests") tell(told, "warning", [say("wait", { minutes })]);
  else if (slug === "invalid-request") {
    told.replaceChildren();
    problem(form.elements.identifier, say("forgot-invalid"));
  } else tell(told, "danger", [say("problem-try-again-later")]);
}

function asked(typed) {
  form.hidden = true;
  heading.textContent = say("asked-title");
  const again = { words: say("forgot-again"), act: askAgain };
  tell(told, "success", [say("asked"), say("forgot-typed", { identifier: typed })], [again]);
  heading.focus();
}

function askAgain() {
  form.hidden = false;
  heading.textContent = title;
  told.replaceChildren();
  form.elements.identifier.select();
}
