// What went wrong, in a sentence for people, and the element that says it.

import { NoAnswer, Problem } from "./api.js";
import { h } from "./dom.js";
import { duration } from "./times.js";
import { say, sayOf } from "./words.js";

/**
 * What went wrong. `changing` is true where something may have been done although no answer says so, `own` where only one's own
 * password was typed.
 *
 * @param {unknown} error
 * @param {{ changing?: boolean, own?: boolean }} [call]
 */
export function sentence(error, { changing = false, own = false } = {}) {
  const doubt = changing ? ` ${say("may-have-happened")}` : "";
  if (error instanceof NoAnswer) return say("no-answer") + doubt;
  if (!(error instanceof Problem)) {
    // A fault of this page, for whoever looks into the browser's console.
    reportError(error);
    return say("problem-internal-error");
  }
  switch (error.slug) {
    case "not-allowed":
      return sayOf("rule", error.body.rule) ?? error.body.detail;
    case "too-many-requests":
      return `${say("problem-too-many-requests")} ${wait(error)}`;
    case "try-again-later":
      return `${say("problem-try-again-later")} ${wait(error)}${doubt}`;
    case "invalid-request":
      return `${say("problem-invalid-request")} ${error.body.detail}`;
    case "wrong-credentials":
      return say(own ? "wrong-password" : "problem-wrong-credentials");
    default:
      return sayOf("problem", error.slug) ?? error.body.detail;
  }
}

function wait(problem) {
  return problem.retryAfter === null ? "" : say("wait", { duration: duration(problem.retryAfter) });
}

/** The sentence, with the provider's page where the password is kept elsewhere, and the reasons of a refused password. */
export function alert(/** @type {unknown} */ error, /** @type {{ changing?: boolean, own?: boolean }} */ call = {}) {
  /** @type {any} */
  const body = error instanceof Problem ? error.body : {};
  return h(
    "div",
    { class: "notice", "data-tone": "danger", role: "alert" },
    h("p", {}, sentence(error, call)),
    body.reasons &&
      h(
        "ul",
        {},
        body.reasons.map((reason) => h("li", {}, rejection(reason))),
      ),
    body.url && provider(body),
  );
}

/** Why a password was refused. */
function rejection(reason) {
  return sayOf("reason", reason.code, reason) ?? reason.message;
}

/** Where the password is kept instead. */
export function provider(/** @type {{ provider: string, url: string }} */ sso) {
  return h(
    "p",
    {},
    h(
      "a",
      { href: sso.url, rel: "noreferrer noopener", target: "_blank" },
      say("provider-link", { provider: sso.provider }),
    ),
  );
}
