/* Which term a definition defines: the twin of policy_history/redline/terms.py. */

/** @import { Alignment } from "./alignment.js" */
/** @import { Reading } from "./sides.js" */

/** The terms of the definitions that were read of two texts. */
export class Terms {
  /** @param {Alignment} alignment */
  constructor(alignment) {
    this.old = termsOf(alignment.old);
    this.new = termsOf(alignment.new);
    const others = new Set(this.new.values());
    this.both = new Set(Array.from(this.old.values()).filter((term) => others.has(term)));
  }

  /** Whether two blocks, by their numbers, define two terms of which either text defines both. @param {number} old @param {number} newer */
  areOthers(old, newer) {
    const [before, after] = [this.old.get(old), this.new.get(newer)];
    return before !== undefined && after !== undefined && before !== after && this.both.has(before) && this.both.has(after);
  }
}

/** For each definition, by the number of its block, the term over it. @param {Reading} reading */
function termsOf(reading) {
  const { side, blocks } = reading;
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const [start] of reading.spans()) {
    let at = blocks[start];
    while (at && side.blockAt(at).form.kind === "definition") {
      at -= 1;
    }
    if (at < blocks[start] && side.blockAt(at).form.kind === "term") {
      found.set(blocks[start], side.blockAt(at).unit);
    }
  }
  return found;
}
