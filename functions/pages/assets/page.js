// What every page's scripts share: the words and data that came with the page, notices, and calls to the API.

/**
 * @typedef {string | Array<string | {value: string, cases?: Record<string, Words>, otherwise?: string}>} Words
 * A sentence: a text, or texts with gaps, which are values or choices by a value.
 */

/** @type {{words: Record<string, Words>, more: any}} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? '{"words":{},"more":{}}');

/** The language of the page. */
export const language = document.documentElement.lang;

/** What the page knows besides words. */
export const more = page.more;

/** The reader's own kind of the page's language, if there is one: numbers and times are written as there. */
export const locale = navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;

/**
 * Says a sentence of the page's words.
 * @param {string} id
 * @param {Record<string, string | number>} [values] what stands in its gaps
 * @returns {string}
 */
export function say(id, values = {}) {
  return filled(page.words[id], values);
}

/**
 * Whether the page has a sentence of that name: the API may have a word that is younger than this page.
 * @param {string} id
 */
export function knows(id) {
  return Object.hasOwn(page.words, id);
}

/** @type {(words: Words, values: Record<string, string | number>) => string} */
function filled(words, values) {
  if (typeof words === "string") return words;
  return words
    .map((part) => {
      if (typeof part === "string") return part;
      const value = values[part.value];
      if (part.cases) return filled(chosen(part, value), values);
      return typeof value === "number" ? value.toLocaleString(locale) : String(value);
    })
    .join("");
}

/** The case of that very value, or of its plural form, or the one for all others. */
function chosen({ cases, otherwise }, value) {
  const plural = typeof value === "number" ? new Intl.PluralRules(language).select(value) : otherwise;
  return cases[value] ?? cases[plural] ?? cases[otherwise];
}

/**
 * A moment in the reader's own words and time zone.
 * @param {string} at RFC 3339
 */
export function moment(at) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

/**
 * Puts a notice into a live region, so that it is read out as well.
 * @param {Element} place
 * @param {"info" | "success" | "warning" | "danger"} tone
 * @param {string[]} texts one for each paragraph
 * @param {Array<{words: string, href?: string, act?: () => void, main?: boolean}>} [acts] links and buttons below
 */
export function tell(place, tone, texts, acts = []) {
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.tone = tone;
  notice.append(...texts.map((text) => element("p", { textContent: text })));
  const row = element("div", { className: "actions" });
  row.append(...acts.map(button));
  place.replaceChildren(notice, ...(acts.length ? [row] : []));
}

function button({ words, href, act, main }) {
  const className = main ? "button" : "button plain";
  if (href) return element("a", { className, href, textContent: words });
  const made = element("button", { className, type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} name @param {object} properties */
export function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

/**
 * Says what is wrong with a field, beside it; an empty text takes it back.
 * @param {HTMLInputElement} field with an element `<its id>-problem`
 * @param {string} text
 */
export function problem(field, text) {
  document.getElementById(`${field.id}-problem`).textContent = text;
  if (text) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  } else {
    field.removeAttribute("aria-invalid");
  }
}

/**
 * Lets a form call `send`, one call at a time; meanwhile its last button does nothing and is said to be disabled.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} send
 */
export function onSubmit(form, send) {
  const button = form.querySelector("button:not([type])");
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      await send();
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

/**
 * Calls the API with JSON. Throws when no answer came, or one that is not JSON. A gateway before the API limits too, and
 * names no problem.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{status: number, body: any, slug: string, minutes: number}>} `slug` names the problem, if there is one;
 *   `minutes` is how long to wait
 */
export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal: AbortSignal.timeout(30_000),
  });
  const told = await answer.json();
  const seconds = Number(answer.headers.get("retry-after") ?? 60);
  return {
    status: answer.status,
    body: told,
    slug: String(told.type ?? (answer.status === 429 ? "too-many-requests" : "")).replace("/problems/", ""),
    minutes: Math.max(1, Math.ceil(seconds / 60)),
  };
}
