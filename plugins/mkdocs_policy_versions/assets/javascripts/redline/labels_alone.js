/* Blocks that are a label alone, "Schedule 1" over its text: the twin of policy_history/redline/labels_alone.py. */

import { run } from "./chain.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { Reading, Span } from "./sides.js" */

/** Such blocks whose words have no partners, that stand once on either side, the same, with their marks. @param {Alignment} alignment @returns {Run[]} */
export function labelsAlone(alignment) {
  const olds = blocksOf(alignment.old, alignment.oldPartner, alignment.oldMove);
  const news = blocksOf(alignment.new, alignment.newPartner, alignment.newMove);
  return Array.from(olds).flatMap(([key, [start, end]]) => {
    const other = news.get(key);
    return other ? [run(start, other[0], end - start)] : [];
  });
}

/** @param {Reading} reading @param {Int32Array} partner @param {Int32Array} move @returns {Map<string, Span>} */
function blocksOf(reading, partner, move) {
  /** @type {Map<string, Span>} */
  const found = new Map();
  const twice = new Set();
  for (const [start, end] of reading.labelPlaces.length ? reading.spans() : []) {
    const isAlone = end - start > 1 && reading.body(start, end) === end - 1;
    if (isAlone && !move.subarray(start, end).some(Boolean) && partner.subarray(start, end - 1).every((place) => place < 0)) {
      const key = [reading.formAt(start).kind, ...reading.keys.slice(start, end)].join(" ");
      if (found.has(key)) {
        twice.add(key);
      }
      found.set(key, [start, end]);
    }
  }
  twice.forEach((key) => found.delete(key));
  return found;
}
