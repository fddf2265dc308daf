// One button: kills the link.
import { language, onSubmit, post, problem, say, tell } from "./page.js";
import { forgetLink, keepToken, takeToken, tokenIn } from "./token.js";

const form = document.querySelector("form");
const code = form.elements.token;
const told = document.getElementById("told");
const heading = document.getElementById("heading");

let token = "";

keepToken(() => token);
const taken = takeToken();
token = taken.token;
form.hidden = false;
if (token) document.getElementById("code").hidden = true;
if (taken.why) tell(told, "warning", [say(taken.why)]);

/** What is said of the link when it has got the call. */
const TOLD = {
  revoked: { id: "not-me-revoked", tone: "success" },
  used: { id: "not-me-used", tone: "danger", ask: true },
  expired: { id: "not-me-expired", tone: "success" },
  replaced: { id: "not-me-replaced", tone: "warning" },
  unknown: { id: "not-me-unknown", tone: "warning" },
};

onSubmit(form, async () => {
  const whole = token || tokenIn(code.value);
  problem(code, whole ? "" : say("code-incomplete"));
  if (!whole) return;
  heading.textContent = say("not-me-title");
  try {
    answered(await post("/v1/password-resets/revoke", { token: whole }));
  } catch {
    tell(told, "danger", [say("no-answer")]);
  }
});

function answered({ status, body, slug, minutes }) {
  if (status === 200) done(body.state);
  else if (slug === "too-many-requests") tell(told, "warning", [say("wait", { minutes })]);
  else tell(told, "danger", [say("problem-try-again-later")]);
}

function done(state) {
  const kind = TOLD[state] ?? TOLD.unknown;
  const { id, tone, ask } = kind;
  if (kind === TOLD.unknown) askForCode();
  else form.hidden = true;
  forgetLink();
  heading.textContent = say(`${id}-title`);
  const next = { words: say("ask-again"), href: `/forgot?lang=${language}`, main: true };
  tell(told, tone, [say(id)], ask ? [next] : []);
  heading.focus();
}

function askForCode() {
  token = "";
  document.getElementById("code").hidden = false;
}
