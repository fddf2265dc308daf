// The token stands behind the hash, so that no server sees it. It leaves the address bar before anything else happens.
export function takeToken() {
  const whole = location.hash || location.href.slice(location.href.indexOf("%23") + 2);
  const token = /[A-Za-z0-9_-]{64}$/.exec(whole)?.[0] ?? "";
  history.replaceState(null, "", location.pathname.replace(/(%23|#).*/, ""));
  return token;
}
