// Looks at the link before it asks for a password, and says what it is.
import { post } from "./page.js";
import { takeToken } from "./token.js";

const words = {
  expired: "This link's time is over. Ask for a new one below.",
  used: "A password has already been set with this link. Sign in with it, or ask for a new link below.",
  replaced: "A newer link was sent after this one. Use the newest mail, or ask for a new link below.",
  revoked: "This link was withdrawn. Ask for a new one below if you need it.",
  unknown: "This is not a link on record. Paste the code from the newest mail, or ask for a new link below.",
};
const state = document.getElementById("state");
const form = document.querySelector("form");
const token = takeToken();

if (token) {
  form.elements.token.value = token;
  document.getElementById("code").hidden = true;
  const found = await post("/v1/password-resets/inspect", { token });
  const name = found.body.state;
  if (name in words) {
    state.textContent = words[name];
    document.getElementById("code").hidden = name !== "unknown";
    form.hidden = name !== "unknown";
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { token, password } = form.elements;
  try {
    const answer = await post("/v1/password-resets/redeem", { token: token.value.trim(), password: password.value });
    const reasons = answer.body.reasons?.map((reason) => reason.message).join(" ");
    state.textContent = answer.body.message ?? reasons ?? answer.body.detail;
    form.hidden = answer.status === 200;
  } catch {
    state.textContent = "No answer came. Try signing in with the new password first; if that does not work, try again.";
  }
});
