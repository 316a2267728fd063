/* The words and marks of a gap in the order in which a redline has them (of policy_history/redline/entries.py). */

/** @typedef {import("./alignment.js").Alignment} Alignment */
/** @typedef {import("./alignment.js").Gap} Gap */
/** @typedef {import("./entries.js").Item} Item */
/** @typedef {import("./entries.js").Operation} Operation */

/** @type {Operation[]} what became of a word without a partner, and of one that has one elsewhere */
const AWAY = ["delete", "moved away"];
/** @type {Operation[]} */
const HERE = ["insert", "moved here"];

/** @param {Int32Array} partner @param {Int32Array} move @param {number} at */
function stays(partner, move, at) {
  return partner[at] >= 0 && !move[at];
}

/** Whether two words are one that stayed in place. @param {Alignment} alignment @param {number} at @param {number} there */
function isPair(alignment, at, there) {
  return alignment.oldPartner[at] === there && !alignment.oldMove[at];
}

/** The words of both sides of a gap in one order: what left, then what came, then what stayed. @param {Alignment} alignment @param {Gap} gap */
export function items(alignment, gap) {
  const { oldPartner, oldMove, newPartner, newMove } = alignment;
  /** @type {Item[]} */
  const found = [];
  let [at, there] = [gap.old[0], gap.new[0]];
  const [oldEnd, newEnd] = [gap.old[1], gap.new[1]];
  while (at < oldEnd || there < newEnd) {
    for (; at < oldEnd && !stays(oldPartner, oldMove, at); at += 1) {
      found.push({ operation: AWAY[Number(oldPartner[at] >= 0)], old: at, new: -1, move: oldMove[at] });
    }
    for (; there < newEnd && !stays(newPartner, newMove, there); there += 1) {
      found.push({ operation: HERE[Number(newPartner[there] >= 0)], old: -1, new: there, move: newMove[there] });
    }
    for (; at < oldEnd && there < newEnd && isPair(alignment, at, there); at += 1, there += 1) {
      found.push({ operation: "equal", old: at, new: there, move: 0 });
    }
  }
  return found;
}
