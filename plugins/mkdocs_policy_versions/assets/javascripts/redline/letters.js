/* The letters in which a word differs from the one it replaced: the twin of policy_history/redline/letters.py. */

import { edits } from "./diff.js";
import { cleanUp } from "./diff_cleanup.js";
import { WORD, tokensOf } from "./redline.js";

/** @import { Edit } from "./diff_merge.js" */
/** @import { Span } from "./entries.js" */
/** @typedef {[string, boolean][]} Stretches a text in parts, each with whether it differs from the other text */
/** @typedef {[Stretches, Stretches]} Letters both words in parts; joined, they are the words */

const SHORTEST = [5, 6];
const ALIKE = 0.6;
const ALIKE_AT_ONE_HOST = 0.3;
const LONGEST = 400;
const HOST = /^(?:(?:[a-z][a-z0-9+.-]*:\/\/|www\.)(?:[^/?#]*@)?([^/?#]+)|[^/@]+@([^/?@]+))/iu;
const PRIVATE_USE = [0xe000, 0xf900];

/** In which letters two words differ; null where they are too short, too long, or not much alike. @param {string} old @param {string} newer @returns {Letters | null} */
export function differingLetters(old, newer) {
  // No word has more graphemes than code units: most are too short to be taken apart.
  if (old === newer || Math.min(old.length, newer.length) < SHORTEST[0]) {
    return null;
  }
  const both = [old, newer].map(graphemes);
  const [shorter, longer] = both.map((each) => each.length).sort((a, b) => a - b);
  if (shorter < SHORTEST[0] || longer < SHORTEST[1] || longer > LONGEST) {
    return null;
  }
  const least = (areAtOneHost(old, newer) ? ALIKE_AT_ONE_HOST : ALIKE) * longer;
  if (inCommon(both[0], both[1]) < least) {
    return null;
  }
  const signs = signsFor(both.flat());
  const written = both.map((word) => word.map((each) => signs.get(each) ?? each).join(""));
  const found = edits(written[0], written[1]);
  cleanUp(found);
  if (found.reduce((sum, [operation, part]) => sum + (operation ? 0 : part.length), 0) < least) {
    return null;
  }
  const read = new Map(Array.from(signs, ([grapheme, sign]) => [sign, grapheme]));
  const whole = withoutCrumbs(found);
  return [stretches(whole, -1, read), stretches(whole, 1, read)];
}

/** The same with few letters at an end, which are alike by chance, counted to what differs beside them. @param {Edit[]} found @returns {Edit[]} */
function withoutCrumbs(found) {
  const parts = [...found];
  for (const [end, first] of [[0, 1], [-1, -3]]) {
    const [kept, gone, come] = [parts.at(end), parts.at(first), parts.at(first + 1)];
    if (parts.length > 2 && kept && gone && come && !kept[0] && gone[0] && come[0] && 2 * kept[1].length < Math.min(gone[1].length, come[1].length)) {
      const [before, behind] = end ? ["", kept[1]] : [kept[1], ""];
      parts.splice(end ? parts.length - 3 : 0, 3, [-1, before + gone[1] + behind], [1, before + come[1] + behind]);
    }
  }
  return parts;
}

/** @type {{segment(text: string): Iterable<{segment: string}>} | undefined} */
let segmenter;

/** Grapheme clusters; characters, in a browser that cannot tell them. @param {string} word @returns {string[]} */
function graphemes(word) {
  if (!("Segmenter" in Intl)) {
    return Array.from(word);
  }
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(word), (each) => each.segment);
}

/** How many graphemes two words share, wherever they stand. @param {string[]} old @param {string[]} newer */
function inCommon(old, newer) {
  /** @type {Map<string, number>} */
  const left = new Map();
  old.forEach((each) => left.set(each, (left.get(each) ?? 0) + 1));
  let count = 0;
  for (const each of newer) {
    const there = left.get(each) ?? 0;
    left.set(each, there - 1);
    count += there > 0 ? 1 : 0;
  }
  return count;
}

/** Whether two addresses are; two that begin with a slash are both on the site that says them. @param {string} old @param {string} newer */
function areAtOneHost(old, newer) {
  if (old[0] === "/" && newer[0] === "/") {
    return true;
  }
  const [one, other] = [old, newer].map((each) => HOST.exec(each)).map((found) => found && (found[1] || found[2]));
  return Boolean(one && other) && one?.toLowerCase() === other?.toLowerCase();
}

/** One character for each grapheme of several code units, for the time of the comparison: one that no word has. @param {string[]} all */
function signsFor(all) {
  const known = new Set(all);
  /** @type {Map<string, string>} */
  const signs = new Map();
  let code = PRIVATE_USE[0];
  for (const each of known) {
    if (each.length > 1) {
      while (known.has(String.fromCharCode(code))) {
        code += 1;
      }
      signs.set(each, String.fromCharCode(code));
      code += 1;
    }
  }
  return signs;
}

/** @param {Edit[]} found @param {number} side @param {Map<string, string>} read @returns {Stretches} */
function stretches(found, side, read) {
  const own = found.filter(([operation]) => operation === 0 || operation === side);
  return own.map(([operation, part]) => [Array.from(part, (sign) => read.get(sign) ?? sign).join(""), operation === side]);
}

/** The letters that differ in words that replaced others, word by word; none where there are not as many words. @param {string[]} old @param {string[]} newer @returns {Map<number, Letters>} */
export function lettersOfWords(old, newer) {
  /** @type {Map<number, Letters>} */
  const found = new Map();
  if (old.length === newer.length) {
    old.forEach((word, at) => {
      const letters = differingLetters(word, newer[at]);
      if (letters) {
        found.set(at, letters);
      }
    });
  }
  return found;
}

/** Of what was removed and added at one place: for each span the words that are much like their counterparts, by their places. @param {Span[]} spans @returns {Map<number, Stretches>[]} */
export function lettersOfSpans(spans) {
  const words = spans.flatMap((span, number) =>
    tokensOf(span).map((token, at) => ({ text: token.text, isOld: span.old.length > 0, number: number, at: at })),
  );
  const sides = [true, false].map((isOld) => words.filter((each) => each.isOld === isOld && WORD.test(each.text)));
  const texts = sides.map((side) => side.map((each) => each.text));
  /** @type {Map<number, Stretches>[]} */
  const found = spans.map(() => new Map());
  for (const [place, letters] of lettersOfWords(texts[0], texts[1])) {
    sides.forEach((side, which) => found[side[place].number].set(side[place].at, letters[which]));
  }
  return found;
}

/** A text in these stretches; from where it is not what they say, cut or written out, in one that is not set off. @param {string} text @param {Stretches} given @returns {Stretches} */
export function partsOf(text, given) {
  /** @type {Stretches} */
  const parts = [];
  let at = 0;
  for (const [part, differs] of given) {
    if (!text.startsWith(part, at)) {
      break;
    }
    parts.push([part, differs]);
    at += part.length;
  }
  return [...parts, [text.slice(at), false]];
}
