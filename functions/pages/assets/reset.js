// Looks at the link before it asks for a password, and says what the link is.
import { language, moment, more, onSubmit, post, problem, say, tell } from "./page.js";
import { forgetLink, keepToken, takeToken, tokenIn } from "./token.js";

const form = document.querySelector("form");
const { token: code, password } = form.elements;
const [told, heading, choice, reveal, send, length, heard, ask] = [
  "told", "heading", "choice", "reveal", "send", "length", "heard", "ask",
].map((id) => document.getElementById(id));

/** What the server asks of a password; known before the link is, so that nobody types for nothing. */
let rules = more.rules;
/** The link's token, here and nowhere else. */
let token = "";

const newLink = { words: say("ask-again"), href: `/forgot?lang=${language}`, main: true };
const signIn = more.sign_in_url ? [{ words: say("sign-in"), href: more.sign_in_url, main: true }] : [];

keepToken(() => token);
const taken = takeToken();
token = taken.token;
// With a link, looks at it; without one, asks for its code.
if (token) look();
else askForCode();
if (taken.why) tell(told, "warning", [say(taken.why)]);

function askForCode() {
  show({ code: true });
}

/** Shows the parts of the form that are named, and the form if there is one. */
function show({ code: withCode = false, choice: withChoice = false }) {
  form.hidden = !withCode && !withChoice;
  document.getElementById("code").hidden = !withCode;
  choice.hidden = !withChoice;
  send.textContent = withChoice ? say("reset-set") : say("code-check");
  ask.hidden = false;
}

async function look() {
  show({});
  // The last code may have been none.
  if (heading.textContent !== say("reset-title")) title(say("reset-title"));
  tell(told, "info", [say("reset-looking")]);
  try {
    const { status, body, slug, minutes } = await post("/v1/password-resets/inspect", { token });
    if (status === 200) found(body);
    else if (slug === "too-many-requests") notLooked(say("wait", { minutes }), say("reset-not-used-up"));
    else notLooked(say("reset-not-looked"));
  } catch {
    notLooked(say("reset-not-looked"));
  }
}

function notLooked(...texts) {
  tell(told, "warning", texts, [{ words: say("again"), act: look }]);
}

function found({ state, expires_at, replaced_at, password_rules }) {
  if (state !== "live") return dead(state, { expires_at, replaced_at });
  rules = password_rules;
  show({ choice: true });
  tell(told, "info", [say("reset-until", { moment: moment(expires_at) })]);
  check();
}

/** What each dead link is called, and what to do next. */
const DEAD = {
  expired: { id: "problem-link-expired", tone: "warning", at: "reset-expired-at" },
  used: { id: "problem-link-used", alarm: "used-not-you", tone: "warning", acts: signIn },
  replaced: { id: "problem-link-replaced", tone: "warning", at: "reset-replaced-at" },
  revoked: { id: "problem-link-revoked", tone: "warning" },
  unknown: { id: "problem-link-unknown", tone: "danger" },
};

function dead(state, { expires_at, replaced_at }) {
  const kind = DEAD[state] ?? DEAD.unknown;
  const { id, alarm, tone, at, acts = [] } = kind;
  const when = replaced_at ?? expires_at;
  const text = at && when ? say(at, { moment: moment(when) }) : say(id);
  if (kind === DEAD.unknown) askForCode();
  else show({});
  title(say(`${id}-title`));
  tell(told, tone, [text, ...(alarm ? [say(alarm)] : [])], [...acts, { ...newLink, main: !acts.length }]);
  ask.hidden = true;
}

/** Another view of the page begins with its heading, which is read out. */
function title(text) {
  heading.textContent = text;
  document.title = document.title.replace(/^.* · /, `${text} · `);
  heading.focus();
}

reveal.hidden = false;
reveal.addEventListener("click", () => showPassword(password.type === "password"));

function showPassword(shown) {
  password.type = shown ? "text" : "password";
  reveal.setAttribute("aria-pressed", String(shown));
}

password.addEventListener("input", check);

/** Ticks the rule that can be looked at here off; the server knows the others. */
function check() {
  const count = characters();
  const met = count >= rules.minimum && count <= rules.maximum;
  const was = length.dataset.met;
  length.textContent = say("reset-rule-length", { minimum: rules.minimum });
  length.dataset.met = met ? "yes" : "not-yet";
  if (met !== (was === "yes")) heard.textContent = met ? say("reset-long-enough") : "";
  if (met || !count) problem(password, "");
}

/** Characters as the server counts them: code points, after composition. */
function characters() {
  return [...password.value.normalize("NFC")].length;
}

onSubmit(form, async () => {
  if (choice.hidden) return checkCode();
  const count = characters();
  if (count < rules.minimum) return problem(password, say("reason-too-short", { minimum: rules.minimum }));
  if (count > rules.maximum) return problem(password, say("reason-too-long", { maximum: rules.maximum }));
  showPassword(false);
  tell(told, "info", [say("reset-setting")]);
  try {
    answered(await post("/v1/password-resets/redeem", { token, password: password.value }));
  } catch {
    inDoubt();
  }
});

async function checkCode() {
  token = tokenIn(code.value);
  problem(code, token ? "" : say("code-incomplete"));
  if (token) await look();
}

function answered({ status, body, slug, minutes }) {
  if (status === 200) done(body);
  else if (slug === "password-rejected") rejected(body.reasons);
  else if (slug.startsWith("link-")) dead(slug.replace("link-", ""), body);
  else if (slug === "too-many-requests") tell(told, "warning", [say("wait", { minutes }), say("reset-not-used-up")]);
  else inDoubt();
}

function rejected(reasons) {
  const texts = reasons.map((reason) => say(`reason-${reason.code}`, reason));
  tell(told, "warning", [say("problem-password-rejected-title"), say("reset-not-used-up")]);
  problem(password, texts.join(" "));
  password.select();
}

/** Whether the password was saved cannot be told: the old link is no help in that, signing in is. */
function inDoubt() {
  title(say("problem-try-signing-in-title"));
  tell(told, "warning", [say("problem-try-signing-in")], [...signIn, { ...newLink, main: false }]);
  ask.hidden = true;
}

function done({ applies_to, needs }) {
  const words = needs ? "set-needs-username" : applies_to === "admin-area" ? "set-admin-area" : "set";
  form.reset();
  token = "";
  forgetLink();
  show({});
  title(say("set-title"));
  tell(told, needs ? "warning" : "success", [say(words)], needs ? [] : signIn);
  ask.hidden = true;
}
