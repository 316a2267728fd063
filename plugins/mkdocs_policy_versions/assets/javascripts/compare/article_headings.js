/* Headings of nothing but capitals, which a class sets smaller (publish/article_headings.py). */

import { found } from "./elements.js";

const CAPITALS_CLASS = "policy-capitals";
/** Letters; in “GDPR” capitals are how the word is written. */
const FEWEST = 5;
const HEADINGS = ["h2", "h3", "h4", "h5", "h6"];

/** The class of what is called so: none unless it has letters enough, and all that have a case are capitals. @param {string} title */
export function classOfTitle(title) {
  const isCapital = !/[\p{Lowercase}\p{Lt}]/u.test(title) && (title.match(/\p{Uppercase}/gu) ?? []).length >= FEWEST;
  return isCapital ? { class: CAPITALS_CLASS } : {};
}

/** The text of a node. @param {any} node @returns {string} */
function textOf(node) {
  return node.data ?? Array.from(node.childNodes).map(textOf).join("");
}

/** Give the headings inside their class, unless they have one. @param {any} node */
export function setHeadingsSmaller(node) {
  for (const heading of found(node, HEADINGS)) {
    const given = classOfTitle(textOf(heading)).class;
    if (given && !heading.getAttribute("class")) {
      heading.setAttribute("class", given);
    }
  }
}
