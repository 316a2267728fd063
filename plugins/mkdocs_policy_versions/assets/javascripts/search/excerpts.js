/* A few words around what was found: the twin of policy_history/searching/excerpts.py. */

import { allPlaces } from "./query.js";
import { isUnspaced } from "./words.js";

/** @import { Normal } from "./words.js" */
/** @typedef {[string, boolean][]} Excerpt a passage in stretches, each with whether it was sought */

const BEFORE = 30;
const BEHIND = 75;
const WORD = 3;
const CUT = "…";

/** The passage around the first place of any term in a text whose words are these; empty where none stands in it. @param {string} text @param {Normal} words @param {import("./query.js").Term[]} terms @returns {Excerpt} */
export function excerpt(text, words, terms) {
  const found = allPlaces(terms, words);
  if (!found.length) {
    return [];
  }
  const first = far(text, words, found[0][0], -1, BEFORE);
  const last = far(text, words, found[0][1], 1, BEHIND);
  const start = first ? words.places[first][0] : 0;
  const end = last < words.places.length - 1 ? words.places[last][1] : text.length;
  /** @type {Excerpt} */
  const stretches = first ? [[CUT, false]] : [];
  let at = start;
  for (const [begin, stop] of found) {
    const [place, behind] = [words.places[begin][0], words.places[stop][1]];
    if (at <= place && behind <= end) {
      stretches.push([text.slice(at, place), false], [text.slice(place, behind), true]);
      at = behind;
    }
  }
  stretches.push([text.slice(at, end), false], [end < text.length ? CUT : "", false]);
  return stretches.filter(([part]) => part);
}

/** The number of the last word in that direction for which there is room. @param {string} text @param {Normal} words @param {number} at @param {number} step @param {number} room */
function far(text, words, at, step, room) {
  while (at + step >= 0 && at + step < words.places.length) {
    room -= isUnspaced(text.slice(words.places[at + step][0])) ? 1 : WORD;
    if (room < 0) {
      break;
    }
    at += step;
  }
  return at;
}
