// The sentence for one of the API's words.

import { knows, say } from "../page.js";

export { say };

/**
 * The sentence for a word of a family, such as `upward` of `rule`; `null` for a word that is younger than this page.
 *
 * @param {string} family
 * @param {?string} word
 * @param {Record<string, any>} [values]
 */
export function sayOf(family, word, values = {}) {
  const id = `${family}-${word}`;
  return knows(id) ? say(id, values) : null;
}
