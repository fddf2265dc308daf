// A table as a file that spreadsheets open: made here and saved here, and no server sees it.

import { h } from "./dom.js";

/** Spreadsheets run cells that begin so; a quote before them keeps them text. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The text of the file (RFC 4180, with a mark that says UTF-8). */
export function csv(/** @type {string[][]} */ rows) {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text) {
  const tame = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return `"${tame.replaceAll('"', '""')}"`;
}

/** Saves it. */
export function download(/** @type {string[][]} */ rows, name = "reset-links.csv") {
  const url = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { download: name });
  link.href = url;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
