/* References that no name stands before: the twin of policy_history/redline/other_references.py. */

import { run } from "./chain.js";
import { namesNumberBefore } from "./references.js";

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./chain.js").Run} Run */
/** @typedef {import("./sides.js").Reading} Reading */

const WORD = /^\p{L}{2,}(?:-\p{L}+)*$/u;
const ITEM = /^(?:[ivxlc]{1,5}|[\p{L}\p{Nl}\p{No}])$/u;
const LETTER = /^[\p{L}\p{N}]/u;
const CODE = /^(?:[\p{L}\p{Nl}\p{No}]+[.-]?\p{Nd}+(?:\.\p{Nd}+)*|\p{Nd}+(?:\.\p{Nd}+){2,})$/u;
const FIGURES = /^\p{Nd}+(?:[.-]\p{Nd}+)*$/u;
const HAN = "第";
const HAN_END = /^[条條章節节項项款号]/u;
const LONGEST = 6;
/** In Korean the particle behind a number is a part of the word. */
const KOREAN = /^(?:제\p{Nd}+[편장절관조항호](?:의\p{Nd}+)?)+/u;
const KOREAN_PART = /(제\p{Nd}+[편장절관조항호](?:의\p{Nd}+)?)/u;
const CIRCLED = /^[①-⑳]$/u;
const [KOREAN_BEGIN, KOREAN_END] = ["제", /^[편장절관조항호]/u];

/** The numbers of two labels that are partners, where they changed, also with a word before them that no label is called by elsewhere. @param {Set<string>} names @param {string[]} old @param {string[]} newer @returns {[string, string][]} */
export function numbersOf(names, old, newer) {
  if (old[0] === HAN && newer[0] === HAN) {
    return [[middle(old), middle(newer)]];
  }
  /** @type {[string, string][]} */
  const found = [];
  old.slice(0, newer.length).forEach((a, at) => {
    const [b, before] = [newer[at], old[at - 1] ?? ""];
    if (a !== b && LETTER.test(a) && LETTER.test(b)) {
      found.push([a.toLowerCase(), b.toLowerCase()]);
      if (WORD.test(before) && !names.has(before)) {
        found.push([`${before} ${a}`.toLowerCase(), ""]);
      }
    }
  });
  return found;
}

/** The numbers in such references that changed as the labels did. @param {Alignment} alignment @param {Set<string>} spelled @returns {Run[]} */
export function otherReferences(alignment, spelled) {
  const { old: olds, new: news, oldPartner } = alignment;
  const { names } = olds.side.library;
  const keysOf = (/** @type {Reading} */ reading) => Array.from(reading.keys, (key) => reading.side.library.keys[key]);
  const [keys, others] = spelled.size ? [keysOf(olds), keysOf(news)] : [[], []];
  /** @type {Run[]} */
  const found = [];
  for (const [before, start, end] of stretches(keys, olds.labels, names, spelled)) {
    const isBehind = oldPartner[before] < 0 && (keys[before] === HAN || KOREAN.test(keys[start]) || CODE.test(keys[start]));
    const anchor = isBehind ? end : before;
    const there = oldPartner[anchor] + start - anchor;
    const last = there + end - start;
    if (oldPartner[anchor] >= 0 && there >= 0 && last < others.length && keys[end] === others[last]) {
      const [old, newer] = [keys.slice(start, end), others.slice(there, last)];
      const isOther = old.some((key, at) => key !== newer[at]);
      if (isOther && isFollowed(old.join("").toLowerCase(), newer.join("").toLowerCase(), spelled)) {
        found.push(run(start, there, end - start));
      }
    }
  }
  return found;
}

/** A word that must have stayed, and where the number begins and ends. @param {string[]} keys @param {Uint8Array} labels @param {Set<string>} names @param {Set<string>} spelled @returns {[number, number, number][]} */
function stretches(keys, labels, names, spelled) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (let at = 0; at < keys.length - 2; at += 1) {
    if (!labels[at + 1] && (isAlone(keys, at + 1) || spelled.has(`${keys[at]} ${keys[at + 1]} `.toLowerCase()))) {
      found.push([at, at + 1, at + 2]);
    } else if (labels[at]) {
      // what stands behind a label is its block's
    } else if (keys[at] === "(" && keys[at + 2] === ")" && ITEM.test(keys[at + 1])) {
      found.push([at, at + 1, at + 2]);
    } else if (keys[at] === HAN && endOfHan(keys, at + 1) > at + 1) {
      found.push([at, at + 1, endOfHan(keys, at + 1)]);
    } else if (isBeforeName(names, keys, at)) {
      found.push([at + 1, at, at + 1]);
    }
  }
  return found;
}

/** Whether a number stands before the name of what it counts. @param {Set<string>} names @param {string[]} keys @param {number} at */
function isBeforeName(names, keys, at) {
  return (names.has(keys[at + 1]) && WORD.test(keys[at])) || (FIGURES.test(keys[at]) && namesNumberBefore(names, keys, at));
}

/** Whether a word is a code, a number in a circle, or one in Korean, alone or between 제 and 조. @param {string[]} keys @param {number} at */
function isAlone(keys, at) {
  return CODE.test(keys[at]) || CIRCLED.test(keys[at]) || KOREAN.test(keys[at]) || (keys[at - 1] === KOREAN_BEGIN && KOREAN_END.test(keys[at + 1]));
}

/** Whether a number is now what the label is that had it; of several in a word, or of a range, each that changed. @param {string} old @param {string} newer @param {Set<string>} spelled */
function isFollowed(old, newer, spelled) {
  if (spelled.has(old + " " + newer)) {
    return true;
  }
  const [parts, others] = [old, newer].map((each) => each.split(each.includes("-") ? "-" : KOREAN_PART));
  const isAlike = parts.length === others.length && parts.length > 1;
  return isAlike && parts.every((part, at) => part === others[at] || spelled.has(part + " " + others[at]));
}

/** A reference in Korean without the particle that is a part of its last word; any other word as it is. @param {string[]} texts @param {number} at */
export function withoutParticle(texts, at) {
  const [number, end] = [texts[at], KOREAN_END.exec(texts[at + 1] ?? "")?.[0]];
  if (texts[at - 1] === KOREAN_BEGIN && end) {
    return KOREAN_BEGIN + number + end;
  }
  return KOREAN.exec(number)?.[0] ?? number;
}

/** @param {string[]} keys @param {number} start */
function endOfHan(keys, start) {
  const end = keys.slice(start, start + LONGEST).findIndex((key) => HAN_END.test(key));
  return start + Math.max(0, end);
}

/** Where the reference begins and ends in which a word is, 第 and 条 with it; nowhere, where it is in none. @param {string[]} texts @param {number} at */
export function hanAround(texts, at) {
  let start = at;
  while (start > at - LONGEST && start > 0 && texts[start] !== HAN) {
    start -= 1;
  }
  start = texts[start] === HAN && start > at - LONGEST ? start : at;
  const end = endOfHan(texts, start + 1);
  return start < at && at < end ? [start, end + 1] : [at, at];
}

/** @param {string[]} label */
function middle(label) {
  return label.slice(1, endOfHan(label, 1)).join("");
}
