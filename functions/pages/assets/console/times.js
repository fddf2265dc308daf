// Moments and durations, as the reader's language writes them.

import { locale } from "../page.js";
import { h } from "./dom.js";

const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
const number = new Intl.NumberFormat(locale);

/** Units of time, their seconds, and up to how many of each are read easily. */
const UNITS = [
  ["second", 1, 90],
  ["minute", 60, 90],
  ["hour", 3_600, 48],
  ["day", 86_400, Infinity],
];

/** A moment for reading: the time alone where it is today. */
export function moment(/** @type {string} */ at) {
  const date = new Date(at);
  const today = day.format(date) === day.format(new Date());
  return (today ? time : dayAndTime).format(date);
}

/** A moment as an element: the whole of it for machines and on hovering. */
export function momentElement(/** @type {string} */ at) {
  return h("time", { datetime: at, title: dayAndTime.format(new Date(at)) }, moment(at));
}

/** A number for reading. */
export function count(/** @type {number} */ value) {
  return number.format(value);
}

/** Some seconds for reading, exactly, in the largest unit of which they are a whole number. */
export function exactly(/** @type {number} */ seconds) {
  const [unit, size] = UNITS.findLast(([, each]) => seconds % each === 0);
  return inUnit(seconds / size, unit);
}

/** Some seconds for reading, in the largest unit that fits, never too few. */
export function duration(/** @type {number} */ seconds) {
  const [unit, size] = UNITS.find(([, each, most]) => seconds / each < most);
  return inUnit(Math.ceil(seconds / size), unit);
}

function inUnit(value, unit) {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}
