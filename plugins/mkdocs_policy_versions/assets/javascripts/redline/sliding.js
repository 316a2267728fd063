/* Where a change can stand in several places, the one at which a reader would put it: the twin of redline/sliding.py. */

import { BLOCK_MARK, CELL_MARK, isMark } from "./library.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading } from "./sides.js" */

const LONGEST_END = 3;
const FARTHEST = 200;
const LOOK = 20; // what it is worth that a word keeps its look, more than any place
const SENTENCE_ENDS = new Set(Array.from(".!?。！？"));
/** Signs that may stand behind the end of a sentence and belong to it. */
const CLOSING = new Set([...Array.from("\"')]）」』"), "[^]"]);
const CLAUSE_ENDS = new Set(Array.from(";:；："));
const PART_ENDS = new Set(Array.from(",，、"));
const ENDS = new Set([...SENTENCE_ENDS, ...CLAUSE_ENDS, ...PART_ENDS]);
const PART_BEGINS = new Set(Array.from("(–—"));
const NUMBER = /^\p{Nd}/u;

/** One side of an alignment, and its stretch of a gap. */
class SideOfGap {
  /** @param {Reading} reading @param {Int32Array} partner @param {Int32Array} move @param {[number, number]} span @param {Map<number, number>} settled */
  constructor(reading, partner, move, [start, end], settled) {
    this.reading = reading;
    this.partner = partner;
    this.move = move;
    this.start = start;
    this.end = end;
    this.settled = settled;
  }

  /** Whether any of these words is a mark in a table with a partner, whose rows and columns are settled. @param {number} start @param {number} end */
  hasSettledMark(start, end) {
    for (let at = start; at < end && this.settled.size; at += 1) {
      if (isMark(this.reading.keys[at]) && this.settled.has(this.reading.blocks[at])) {
        return true;
      }
    }
    return false;
  }

  /** @param {number} at */
  isKept(at) {
    return this.start <= at && at < this.end && this.partner[at] >= 0 && !this.move[at];
  }

  /** @param {number} at */
  key(at) {
    return this.reading.keyAt(at);
  }
}

/** Move what came and what went along the text, without changing a word, to where each reads best. @param {Alignment} alignment */
export function slide(alignment) {
  for (const gap of alignment.gaps) {
    const old = new SideOfGap(alignment.old, alignment.oldPartner, alignment.oldMove, gap.old, alignment.columnsOf[0]);
    const newer = new SideOfGap(alignment.new, alignment.newPartner, alignment.newMove, gap.new, alignment.columnsOf[1]);
    slideSide(newer, old);
    slideSide(old, newer);
  }
}

/** @param {SideOfGap} side @param {SideOfGap} other */
function slideSide(side, other) {
  let at = side.start;
  while (at < side.end) {
    const start = at;
    while (at < side.end && side.partner[at] < 0 && !side.move[at]) {
      at += 1;
    }
    at += at > start && !side.hasSettledMark(start, at) ? slideOne(side, other, start, at) : 0;
    at += 1;
  }
}

/** Move a change, or part it; by how many words it ends later now. @param {SideOfGap} side @param {SideOfGap} other @param {number} start @param {number} end */
function slideOne(side, other, start, end) {
  const replaced = replacedBy(side, other, start, end);
  const shift = replaced?.length === 0 ? best(side, other, start, end) : 0;
  if (shift) {
    shiftBy(side, other, start, end, shift);
    return 0;
  }
  return replaced && !replaced.some(isMark) ? part(side, other, start, end, replaced.length ? 0 : 1) : 0;
}

/** Part a change that begins within a block and goes on to the end of a later one; how many words end both. Of its first block `least` words are a part of it. @param {SideOfGap} side @param {SideOfGap} other @param {number} start @param {number} end @param {number} least */
function part(side, other, start, end, least) {
  const keys = side.reading.keys;
  const mark = keys.indexOf(BLOCK_MARK, start);
  const last = keys.indexOf(BLOCK_MARK, end);
  const length = last + 1 - end;
  const isWithin = start > side.start && !isMark(keys[start - 1]) && mark >= 0 && mark < end;
  if (!isWithin || last < 0 || last >= side.end || length > LONGEST_END) {
    return 0;
  }
  const first = side.partner[end];
  const steps = Array.from({ length: length }, (_, step) => step);
  if (!steps.every((step) => side.partner[end + step] === first + step && !side.move[end + step])) {
    return 0;
  }
  const come = mark + 1 - length;
  let stayed = steps;
  if (come < start + least || !steps.every((step) => areSame(side, other, come + step, end + step))) {
    stayed = steps.slice(-1);
    const signs = steps.slice(0, -1);
    if (length === 1 || !signs.every((step) => ENDS.has(side.key(end + step))) || !areSame(side, other, mark, last)) {
      return 0;
    }
    for (const step of signs) {
      side.partner[end + step] = -1;
      other.partner[first + step] = -1;
    }
  }
  for (const step of stayed) {
    side.partner[end + step] = -1;
    side.partner[come + step] = first + step;
    other.partner[first + step] = come + step;
  }
  return length;
}

/** What a change replaces on the other side; null where it is not between words that are kept or at an edge. @param {SideOfGap} side @param {SideOfGap} other @param {number} start @param {number} end */
function replacedBy(side, other, start, end) {
  if ((start > side.start && !side.isKept(start - 1)) || (end < side.end && !side.isKept(end))) {
    return null;
  }
  const before = start > side.start ? side.partner[start - 1] + 1 : other.start;
  const after = end < side.end ? side.partner[end] : other.end;
  return other.reading.keys.slice(before, after);
}

/** By how many words a change is to be shifted. @param {SideOfGap} side @param {SideOfGap} other @param {number} start @param {number} end */
function best(side, other, start, end) {
  let most = worth(start, side) + worth(end, side);
  let shift = 0;
  for (const direction of [1, -1]) {
    let looks = 0;
    for (let step = 1; step < FARTHEST; step += 1) {
      const [come, gone] = direction > 0 ? [start + step - 1, end + step - 1] : [end - step, start - step];
      if (!canGo(side, other, come, gone) || (step > 1 && !goesOn(side, gone, direction))) {
        break;
      }
      const at = direction * step;
      looks += lookGained(side, come, gone);
      const found = worth(start + at, side) + worth(end + at, side) + looks;
      if (found > most || (found === most && direction > 0)) {
        most = found;
        shift = at;
      }
    }
  }
  return shift;
}

/** What it is worth that a word looks as its partner does. @param {SideOfGap} side @param {number} come @param {number} gone */
function lookGained({ reading: { tokens } }, come, gone) {
  return tokens[come]?.look === tokens[gone]?.look ? 0 : LOOK;
}

/** @param {SideOfGap} side @param {SideOfGap} other @param {number} come @param {number} gone */
function canGo(side, other, come, gone) {
  return (
    side.isKept(gone) &&
    areSame(side, other, come, gone) &&
    !side.hasSettledMark(come, come + 1) &&
    !side.hasSettledMark(gone, gone + 1)
  );
}

/** Whether the partner of a word is next to that of the word before. @param {SideOfGap} side @param {number} gone @param {number} direction */
function goesOn(side, gone, direction) {
  return side.partner[gone] === side.partner[gone - direction] + direction;
}

/** Whether a word can take the partner of another one: it looks as that does, or as the partner. @param {SideOfGap} side @param {SideOfGap} other @param {number} come @param {number} gone */
function areSame(side, other, come, gone) {
  const reading = side.reading;
  if (reading.keys[come] !== reading.keys[gone] || reading.labels[come] || reading.labels[gone]) {
    return false;
  }
  if (isMark(reading.keys[come])) {
    return other.reading.formAt(side.partner[gone]).key === reading.formAt(come).key;
  }
  const [one, two, theirs] = [reading.tokens[come], reading.tokens[gone], other.reading.tokens[side.partner[gone]]];
  return one?.text === two?.text && (one?.look === two?.look || one?.look === theirs?.look);
}

/** @param {SideOfGap} side @param {SideOfGap} other @param {number} start @param {number} end @param {number} shift */
function shiftBy(side, other, start, end, shift) {
  for (let count = 0; count < Math.abs(shift); count += 1) {
    const gone = shift > 0 ? end + count : start - 1 - count;
    const come = shift > 0 ? start + count : end - 1 - count;
    const place = side.partner[gone];
    side.partner[gone] = -1;
    side.partner[come] = place;
    other.partner[place] = come;
  }
}

/** The word there, or, of signs that close a sentence, the one before them. @param {SideOfGap} side @param {number} at */
function beforeClosing(side, at) {
  let last = at;
  while (CLOSING.has(side.key(last)) && last > side.start && side.reading.tokens[last]?.touches) {
    last -= 1;
  }
  return side.key(last);
}

/** How well a change begins or ends before that word. @param {number} place @param {SideOfGap} side */
function worth(place, side) {
  const words = side.reading;
  if (place <= side.start || isMark(words.keys[place - 1])) {
    return place > side.start && words.keys[place - 1] === CELL_MARK ? 5 : 6;
  }
  if (place === side.end) {
    return 1;
  }
  if (isMark(words.keys[place])) {
    return 5;
  }
  const key = side.key(place);
  if (words.tokens[place]?.touches) {
    return ENDS.has(key) ? 1 : 0;
  }
  const last = beforeClosing(side, place - 1);
  if (SENTENCE_ENDS.has(last)) {
    return 4;
  }
  if (CLAUSE_ENDS.has(last)) {
    return 3;
  }
  if (PART_ENDS.has(last) || PART_BEGINS.has(key) || isBehindItem(side, place)) {
    return 2;
  }
  return NUMBER.test(last) ? 0 : 1; // "1 January" and "30 days" stay whole
}

/** Whether "(a)" stands there before: an item within a paragraph comes and goes with its label. @param {SideOfGap} side @param {number} place */
function isBehindItem(side, place) {
  return place > 2 && side.key(place - 1) === ")" && side.key(place - 3) === "(";
}
