// Builds elements. Text is always text and nothing is ever parsed as markup, so whatever an account is called stays a name.

/**
 * An element with attributes and children. `on…` attributes are listeners; `true` is an attribute without a value, and
 * what is `null`, `undefined` or `false` is left out.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...unknown} children
 * @returns {any} the element
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...nodes(children));
  return element;
}

/** Puts these nodes where others were. */
export function fill(/** @type {Element} */ element, /** @type {unknown[]} */ ...children) {
  element.replaceChildren(...nodes(children));
}

function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "href") element.setAttribute("href", harmless(value));
  else element.setAttribute(key, value === true ? "" : String(value));
}

/** A script is no place to go to. */
function harmless(address) {
  return /^(https?:|#|\/)/.test(address) ? address : "#";
}

function nodes(children) {
  const present = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  return present.map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

let last = 0;

/** An id that no other element has. */
export function newId(/** @type {string} */ stem) {
  last += 1;
  return `${stem}-${last}`;
}
