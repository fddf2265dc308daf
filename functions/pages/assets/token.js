// The token of a link, which stands behind the hash, so that no server sees it.

/** A token between other characters; what stands directly before it in a link may be of its kind. */
const TOKENS = [/(?<![\w-])[\w-]{64}(?![\w-])/, /[\w-]{64}$/];
/** What mail programs and keyboards put into a text unseen. */
const SPACES = /[\s\u200B-\u200D\u2060\uFEFF]/g;

// Another link in the same tab: the page begins anew, so that nothing stays of what it said of the first. The link stands in the
// address until then, as it does when a page is opened.
addEventListener("hashchange", () => location.reload());

/**
 * Takes the token out of the address bar and the history before anything else happens: empty if there is none, and then why, if
 * that can be told, as the id of a sentence.
 * @returns {{ token: string, why: ?string }}
 */
export function takeToken() {
  // Some mail programs write the hash as %23, which makes it a part of the path.
  const [path, inPath] = location.pathname.split("%23");
  const behind = location.hash || inPath || "";
  const token = tokenIn(behind);
  history.replaceState(null, "", path + location.search);
  return { token, why: token ? null : behind ? "code-link-cut" : isReloaded() ? "code-loaded-anew" : null };
}

/** The token has left the address by then. Telephones load a page anew by themselves. */
function isReloaded() {
  const [navigation] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming} */ (navigation)?.type === "reload";
}

/** The token in what somebody pasted: the code alone, or the whole link; empty if there is none. */
export function tokenIn(text) {
  const texts = [text, text.replaceAll(SPACES, "")];
  const found = TOKENS.flatMap((kind) => texts.map((each) => kind.exec(each)?.[0]));
  return found.find((token) => token) ?? "";
}

/** Gives the links to other languages the token on their way, which only this page still has. */
export function keepToken(token) {
  for (const link of document.querySelectorAll("nav a[hreflang]")) {
    link.addEventListener("click", () => (link.hash = token()));
  }
}
