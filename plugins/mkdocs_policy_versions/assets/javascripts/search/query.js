/* What a reader seeks, and where it stands in a text: the twin of policy_history/searching/query.py. */

import { isApart, isAttached, isUnspaced, normal, wordAt } from "./words.js";

/** @import { Normal } from "./words.js" */
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

/** Where a term stands in a text: the numbers of its first and its last word there. @param {Term} term @param {Normal} words @returns {[number, number][]} */
export function places(term, words) {
  return offsets(term, words.text).map((at) => [wordAt(words, at), wordAt(words, at + term.text.length - 1)]);
}

/** Whether a term stands anywhere in a text in one spelling. @param {Term} term @param {string} spelt */
export function stands(term, spelt) {
  return spelt.includes(term.text) && offsets(term, spelt, 1).length > 0;
}

/** @param {Term} term @param {string} spelt @param {number} [most] how many are asked for */
function offsets(term, spelt, most = Number.POSITIVE_INFINITY) {
  const isAnywhere = isUnspaced(term.text) || (isAttached(term.text) && !term.isExact);
  const mustEnd = term.isExact && !isUnspaced(Array.from(term.text).pop() ?? "");
  const found = [];
  let at = spelt.indexOf(term.text);
  while (at >= 0 && found.length < most) {
    const end = at + term.text.length;
    const isFound = (isAnywhere || spelt[at - 1] === " ") && !(mustEnd && spelt[end] !== " ");
    if (isFound) {
      found.push(at);
    }
    at = spelt.indexOf(term.text, isFound ? end : at + 1);
  }
  return found;
}

/** The places of any of the terms, each once, in order. @param {Term[]} sought @param {Normal} words */
export function allPlaces(sought, words) {
  const found = new Map(sought.flatMap((term) => places(term, words)).map((place) => [place.join(), place]));
  return Array.from(found.values()).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}

/**
 * How many places any of the terms has in a text, each once: as many as `allPlaces` names. Where words stand apart, the text
 * in one spelling says where each begins and ends; its `words` take ten times as long to find.
 * @param {Term[]} sought @param {string} spelt @param {() => Normal} words
 */
export function placeCount(sought, spelt, words) {
  if (!sought.every(({ text }) => isApart(text))) {
    return allPlaces(sought, words()).length;
  }
  const place = (/** @type {Term} */ term) => (/** @type {number} */ at) => at + "," + spelt.indexOf(" ", at + term.text.length);
  return new Set(sought.flatMap((term) => offsets(term, spelt).map(place(term)))).size;
}
