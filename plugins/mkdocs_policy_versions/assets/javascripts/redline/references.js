/* Words that name labels, "section 4(c)": the twin of `references` in policy_history/text/labels.py. */

/** @import { Library } from "./library.js" */
/** @import { Reading, Span } from "./sides.js" */

const LETTER = /^[\p{L}\p{N}]/u;
const DIGIT = /^\p{Nd}/u;
const JOINING = 3;
const PART = /^(?:\p{Nd}{1,3}|[ivxlc]{1,5}|[\p{L}\p{Nl}\p{No}])$/u;

/** The stretches of a text that name labels: found once in a reading. @param {Reading} reading @returns {Span[]} */
export function referencesOf(reading) {
  const { side: { library }, keys, labels } = reading;
  const key = (/** @type {number} */ at) => (at < keys.length ? library.keys[keys[at]] : "");
  reading.references ??= references(library, key, keys.length, (at) => Boolean(labels[at]) || !mayEndName(library, keys[at - 1]));
  return reading.references;
}

/** Stretches of words that name labels, but for those that begin where `isNone` says. @param {Library} library @param {(at: number) => string} key @param {number} length @param {(at: number) => boolean} isNone @returns {Span[]} */
export function references(library, key, length, isNone) {
  /** @type {Span[]} */
  const spans = [];
  for (let at = 1; at < length; at += 1) {
    const name = isNone(at) ? "" : nameEnding(library, key, at - 1);
    const end = name ? listEnd(key, at, (name.endsWith(".") ? DIGIT : LETTER).test(key(at)), length) : at;
    if (end > at) {
      spans.push([at, end]);
      at = end;
    }
  }
  return spans;
}

/** Whether a word by itself may be the last of a name: asked of most words, so it is known of each. @param {Library} library @param {number} code */
function mayEndName({ keys, names, spelledNames, nameEnds }, code) {
  const word = keys[code];
  nameEnds[code] ??= word === "." || names.has(word) || spelledNames.some((name) => name.endsWith(word));
  return nameEnds[code];
}

/** Where a list of numbers ends, "4(c), 5 and 6"; `at` where there is none. @param {(at: number) => string} key @param {number} at @param {boolean} isNumber @param {number} last */
function listEnd(key, at, isNumber, last) {
  let end = referenceEnd(key, at, isNumber);
  while (end > at && end + 1 < last && Array.from(key(end)).length <= JOINING) {
    const behind = referenceEnd(key, end + 1, DIGIT.test(key(end + 1)));
    if (behind === end + 1) {
      break;
    }
    end = behind;
  }
  return end;
}

/** The name of a clause that ends with that word: "section", "Art.", "ข้อ"; empty where none does. @param {Library} library @param {(at: number) => string} key @param {number} at */
export function nameEnding({ names, spelledNames }, key, at) {
  const word = key(at);
  const whole = at > 0 && word === "." ? key(at - 1) + word : word;
  if (names.has(whole)) {
    return whole;
  }
  const isEnd = (/** @type {string} */ name) => Array.from(name).every((letter, place, all) => key(at + 1 - all.length + place) === letter);
  return spelledNames.find((name) => name.endsWith(word) && isEnd(name)) ?? "";
}

/** Where a number with the items in it ends, "4(c)(ii)", or the items alone; `at` where there is neither. @param {(at: number) => string} key @param {number} at @param {boolean} isNumber */
function referenceEnd(key, at, isNumber) {
  let end = isNumber ? at + 1 : at;
  while (key(end) === "(" && key(end + 2) === ")" && PART.test(key(end + 1))) {
    end += 3;
  }
  return end;
}
