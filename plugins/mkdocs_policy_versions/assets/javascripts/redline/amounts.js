/* Amounts written in groups of three digits, which are struck and added whole: the twin of redline/amounts.py. */

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading, Span } from "./sides.js" */

const FIRST = /^[^\p{L}\p{N}_\s]?\p{Nd}{1,3}$/u;
const GROUP = /^\p{Nd}{3}$/u;
const LAST = /^\p{Nd}{3}([.,]\p{Nd}+)?$/u;

/** Make strangers of the words of each amount that has not the same amount as its partner. @param {Alignment} alignment */
export function keepAmountsWhole(alignment) {
  const { oldPartner: partner, newPartner: other } = alignment;
  const [olds, news] = [amountsOf(alignment.old), amountsOf(alignment.new)];
  dropParts(olds, partner, news, (at, there) => alignment.drop(at, there));
  dropParts(news, other, olds, (at, there) => alignment.drop(there, at));
}

/** @param {Span[]} amounts @param {Int32Array} partner @param {Span[]} theirs @param {(at: number, there: number) => void} drop */
function dropParts(amounts, partner, theirs, drop) {
  const ends = new Map(theirs);
  for (const [start, end] of amounts) {
    const partners = Array.from(partner.subarray(start, end));
    const areInOrder = partners.every((there, at) => there === partners[0] + at);
    if (!areInOrder || ends.get(partners[0]) !== partners[0] + end - start) {
      partners.forEach((there, at) => there >= 0 && drop(start + at, there));
    }
  }
}

/** Where the amounts of several words begin and end in a text. @param {Reading} reading */
function amountsOf(reading) {
  /** @type {Span[]} */
  const found = [];
  for (let at = 1; at < reading.length; at += 1) {
    const last = found[found.length - 1];
    if (!LAST.test(reading.keyAt(at))) {
      continue;
    }
    if (last?.[1] === at && GROUP.test(reading.keyAt(at - 1))) {
      last[1] = at + 1;
    } else if (!reading.labels[at - 1] && FIRST.test(reading.keyAt(at - 1))) {
      found.push([at - 1, at + 1]);
    }
  }
  return found;
}
