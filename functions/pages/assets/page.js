// What every page's scripts share: the words and data that came with the page, and calls to the API.

/**
 * @typedef {string | Array<string | {value: string, cases?: Record<string, Words>, otherwise?: string}>} Words
 * A sentence: a text, or texts with gaps, which are values or choices by a value.
 */

/** @type {{words: Record<string, Words>, more: any}} */
const page = JSON.parse(document.getElementById("page")?.textContent ?? '{"words":{},"more":{}}');

/** The language of the page, by which numbers and times are written. */
export const language = document.documentElement.lang;

/** What the page knows besides words. */
export const more = page.more;

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
      return typeof value === "number" ? value.toLocaleString(language) : String(value);
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
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }).format(new Date(at));
}

/**
 * Calls the API with JSON. Throws when no answer came, or one that is not JSON (a gateway's).
 * @param {string} path
 * @param {object} body
 * @returns {Promise<{status: number, body: any, retryAfter: number}>}
 */
export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
  });
  const retryAfter = Number(answer.headers.get("retry-after") ?? 0);
  return { status: answer.status, body: await answer.json(), retryAfter };
}
