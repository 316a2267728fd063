/* What a reader seeks, and where it stands in a text: the twin of policy_history/searching/query.py. */

import { isAttached, isUnspaced, normal, wordAt } from "./words.js";

/** @typedef {import("./words.js").Normal} Normal */
/** @typedef {{text: string, isExact: boolean}} Term words in succession; an exact one ends where a word ends */

const QUOTES = "\"“”„‟″«»「」『』";
const PART = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}])?|[^\\s${QUOTES}]+`, "gu");

/** What a query asks for, each once. A phrase whose quotes are still open may go on. @param {string} query @returns {Term[]} */
export function terms(query) {
  /** @type {Map<string, Term>} */
  const found = new Map();
  for (const part of query.matchAll(PART)) {
    const term = { text: normal(part[0]).text.trim(), isExact: Boolean(part[2]) };
    if (term.text) {
      found.set(JSON.stringify(term), term);
    }
  }
  return Array.from(found.values());
}

/** Where a term stands in a text: the numbers of its first and its last word there. @param {Term} term @param {Normal} words @param {number} [most] how many places are asked for @returns {[number, number][]} */
export function places(term, words, most = Number.POSITIVE_INFINITY) {
  const isAnywhere = isUnspaced(term.text) || (isAttached(term.text) && !term.isExact);
  const mustEnd = term.isExact && !isUnspaced(Array.from(term.text).pop() ?? "");
  /** @type {[number, number][]} */
  const found = [];
  let at = words.text.indexOf(term.text);
  while (at >= 0 && found.length < most) {
    const end = at + term.text.length;
    const isFound = (isAnywhere || words.text[at - 1] === " ") && !(mustEnd && words.text[end] !== " ");
    if (isFound) {
      found.push([wordAt(words, at), wordAt(words, end - 1)]);
    }
    at = words.text.indexOf(term.text, isFound ? end : at + 1);
  }
  return found;
}

/** The places of any of the terms, each once, in order. @param {Term[]} sought @param {Normal} words */
export function allPlaces(sought, words) {
  const found = new Map(sought.flatMap((term) => places(term, words)).map((place) => [place.join(), place]));
  return Array.from(found.values()).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}
