// The token of a link, which stands behind the hash, so that no server sees it.

const LENGTH = 64;
/** What is no part of a token. */
const OTHERS = /[^\w-]+/;
/** What mail programs and keyboards put into a text unseen. */
const SPACES = /[\s\u200B-\u200D\u2060\uFEFF]/g;
/** A hash or a line's end, as some mail programs write them into a link, once or twice. */
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;
/** Stands in the history where a link was opened: that it was, and no more. */
const OPENED = "opened";

// Another link in the same tab: the page begins anew, so that nothing stays of what it said of the first. The link stands in the
// address until then, as it does when a page is opened.
addEventListener("hashchange", () => location.reload());

/**
 * Takes the token out of the address bar and the history before anything else happens: empty if there is none, and then why, if
 * that can be told, as the id of a sentence.
 * @returns {{ token: string, why: ?string }}
 */
export function takeToken() {
  // Some mail programs write the hash as %23, or that as %2523, which makes it a part of the path.
  const [path, inPath] = location.pathname.split(/%(?:25)*23/);
  const behind = location.hash || inPath || "";
  const token = tokenIn(behind);
  const wasOpened = history.state === OPENED;
  history.replaceState(token || wasOpened ? OPENED : null, "", path + location.search);
  return { token, why: token ? null : behind ? "code-link-cut" : wasOpened ? "code-loaded-anew" : null };
}

/** Nothing is left to be opened again: the link has done its work. */
export function forgetLink() {
  history.replaceState(null, "");
}

/**
 * The token in what somebody pasted: the code alone or the whole link, with marks around it or divided by spaces; empty if there
 * is none.
 */
export function tokenIn(written) {
  const text = unescaped(unescaped(written));
  const alone = text.split(OTHERS).find((run) => run.length === LENGTH);
  const divided = text.replaceAll(SPACES, "").split("#").at(-1);
  if (alone) return alone;
  if (divided.length === LENGTH && !OTHERS.test(divided)) return divided;
  return /[\w-]{64}$/.exec(text.trim())?.[0] ?? "";
}

/** What stands for no text is left as a mark, which is no part of a token. */
function unescaped(text) {
  return text.replace(ESCAPES, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return "%";
    }
  });
}

/** Gives the links to other languages the token on their way, which only this page still has. */
export function keepToken(token) {
  for (const link of document.querySelectorAll("nav a[hreflang]")) {
    link.addEventListener("click", () => (link.hash = token()));
  }
}
