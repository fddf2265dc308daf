// The token of a link, which stands behind the hash, so that no server sees it.

const TOKEN = /[A-Za-z0-9_-]{64}$/;

// Another link in the same tab: the page begins anew, so that nothing stays of what it said of the first. The link stands in the
// address until then, as it does when a page is opened.
addEventListener("hashchange", () => location.reload());

/** Takes the token out of the address bar and the history before anything else happens; empty if there is none. */
export function takeToken() {
  // Some mail programs write the hash as %23, which makes it a part of the path.
  const [path, inPath] = location.pathname.split("%23");
  const token = tokenIn(location.hash || inPath || "");
  history.replaceState(null, "", path + location.search);
  return token;
}

/** The token in what somebody pasted: the code alone, or the whole link; empty if there is none. */
export function tokenIn(text) {
  return TOKEN.exec(text.trim())?.[0] ?? "";
}

/** Gives the links to other languages the token on their way, which only this page still has. */
export function keepToken(token) {
  for (const link of document.querySelectorAll("nav a[hreflang]")) {
    link.addEventListener("click", () => (link.hash = token()));
  }
}
