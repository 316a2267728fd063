/* Three words in succession as small whole numbers, the same for the same words (of policy_history/redline/matching.py). */

/** @typedef {{at: Int32Array, triple: Int32Array}} Shared the places of one side's triples that both have, in order, with their numbers */

export class Triples {
  /** @param {Int32Array} old @param {Int32Array} newer */
  constructor(old, newer) {
    const words = new Int32Array(old.length + newer.length);
    words.set(old);
    words.set(newer, old.length);
    this.numbers = new Int32Array(words.length);
    this.count = 0;
    const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * words.length + 2)));
    this.number(words, 0, old.length, table);
    /** how many the old text has: those with greater numbers are only in the new one */
    this.countOld = this.count;
    this.number(words, old.length, words.length, table);
    this.sides = [
      this.numbers.subarray(0, Math.max(0, old.length - 2)),
      this.numbers.subarray(old.length, Math.max(old.length, words.length - 2)),
    ];
    const isInNew = new Uint8Array(this.count);
    this.sides[1].forEach((triple) => {
      isInNew[triple] = 1;
    });
    /** @type {Shared[]} */
    this.shared = [
      sharedOf(this.sides[0], (triple) => isInNew[triple] === 1),
      sharedOf(this.sides[1], (triple) => triple < this.countOld),
    ];
    const { at, triple } = this.shared[1];
    this.starts = startsOf(triple, this.countOld);
    this.list = listed(triple, at, this.starts);
  }

  /** Number the triples of a stretch of all words; `table` has for a hash of three words, from 1, where they stood first. @param {Int32Array} words @param {number} start @param {number} end @param {Int32Array} table */
  number(words, start, end, table) {
    const mask = table.length - 1;
    for (let at = start; at < end - 2; at += 1) {
      let slot = hashOf(words, at) & mask;
      while (table[slot] && !areSame(words, table[slot] - 1, at)) {
        slot = (slot + 1) & mask;
      }
      if (table[slot]) {
        this.numbers[at] = this.numbers[table[slot] - 1];
      } else {
        table[slot] = at + 1;
        this.numbers[at] = this.count;
        this.count += 1;
      }
    }
  }

  /** Where in the new text a triple of the old one stands. @param {number} triple */
  places(triple) {
    return this.list.subarray(this.starts[triple], this.starts[triple + 1]);
  }
}

/** @param {Int32Array} words @param {number} at */
function hashOf(words, at) {
  const hash = Math.imul(Math.imul(Math.imul(words[at], 31) + words[at + 1], 0x9e3779b1) + words[at + 2], 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

/** @param {Int32Array} words @param {number} one @param {number} other */
function areSame(words, one, other) {
  return words[one] === words[other] && words[one + 1] === words[other + 1] && words[one + 2] === words[other + 2];
}

/** @param {Int32Array} triples @param {(triple: number) => boolean} isShared @returns {Shared} */
function sharedOf(triples, isShared) {
  const at = new Int32Array(triples.length);
  const triple = new Int32Array(triples.length);
  let count = 0;
  for (let place = 0; place < triples.length; place += 1) {
    if (isShared(triples[place])) {
      at[count] = place;
      triple[count] = triples[place];
      count += 1;
    }
  }
  return { at: at.subarray(0, count), triple: triple.subarray(0, count) };
}

/** Where the items of each key begin in a list by keys, which are below `count`. @param {ArrayLike<number>} keys @param {number} count */
export function startsOf(keys, count) {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < keys.length; at += 1) {
    starts[keys[at] + 1] += 1;
  }
  for (let key = 0; key < count; key += 1) {
    starts[key + 1] += starts[key];
  }
  return starts;
}

/** Items listed by their keys, those of one key in their order. @param {ArrayLike<number>} keys @param {ArrayLike<number>} items @param {Int32Array} starts */
export function listed(keys, items, starts) {
  const next = starts.slice();
  const list = new Int32Array(items.length);
  for (let at = 0; at < keys.length; at += 1) {
    list[next[keys[at]]] = items[at];
    next[keys[at]] += 1;
  }
  return list;
}
