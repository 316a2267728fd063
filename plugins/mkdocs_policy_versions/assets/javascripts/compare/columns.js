/* Tables that can be read where there is no room for columns: each cell carries the name of its own (publish/column_names.py). */

import { found } from "./elements.js";
import { MARK_CLASS } from "./numbering.js";

/** Give the cells of all tables inside the names of their columns: of a header that changed, the new words. @param {any} node */
export function nameColumns(node) {
  for (const table of found(node, ["table"])) {
    const names = found(table, ["th"]).map((header) => {
      const words = (/** @type {boolean} */ isNew) => textOf(header, isNew).split(/\s+/).filter(Boolean).join(" ");
      return words(true) || words(false);
    });
    for (const row of found(table, ["tr"])) {
      found(row, ["td"]).forEach((cell, at) => names[at] && cell.setAttribute("data-label", names[at]));
    }
  }
}

/** The words of a header without its marks, and without those that left. @param {any} node @param {boolean} isNew @returns {string} */
function textOf(node, isNew) {
  if (!node.childNodes?.length) {
    return node.data ?? "";
  }
  const isLeftOut = (/** @type {any} */ child) =>
    (isNew && child.nodeName.toLowerCase() === "del") ||
    (child.getAttribute?.("class") ?? "").split(" ").includes(MARK_CLASS);
  return Array.from(node.childNodes).map((child) => (isLeftOut(child) ? "" : textOf(child, isNew))).join("");
}
