// One button: kills the link.
import { post } from "./page.js";
import { takeToken } from "./token.js";

const words = {
  revoked: "Done: the link is useless now. Your password has not changed.",
  used: "The link has already been used to set a password. Tell the people who manage your account at once.",
};
const state = document.getElementById("state");
const form = document.getElementById("revoke");
form.elements.token.value = takeToken();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await post("/v1/password-resets/revoke", { token: form.elements.token.value.trim() });
  state.textContent = words[answer.body.state] ?? answer.body.detail ?? "The link does not work any more.";
});
