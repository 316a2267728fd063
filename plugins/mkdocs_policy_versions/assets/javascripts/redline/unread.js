/* Rows of tables that must be read although they are the same to the letter: the twin of policy_history/redline/unread.py. */

import { run } from "./chain.js";

/** @import { Run } from "./chain.js" */
/** @typedef {Map<number, number>} Heads for each row of a table the table's head, by the places of their blocks */

/** The runs of blocks that are the same to the letter, without the rows under different heads. @param {Run[]} runs @param {Heads} olds @param {Heads} news */
export function withoutRows(runs, olds, news) {
  return olds.size || news.size ? runs.flatMap((each) => partsOf(each, olds, news, runs)) : runs;
}

/** @param {Run} each @param {Heads} olds @param {Heads} news @param {Run[]} runs */
function partsOf(each, olds, news, runs) {
  /** @type {Run[]} */
  const found = [];
  let start = 0;
  for (let step = 0; step < each.length; step += 1) {
    const head = olds.get(each.old + step) ?? -1;
    const other = news.get(each.new + step) ?? -1;
    if ((head >= 0 || other >= 0) && !isIn(runs, head, other)) {
      if (step > start) {
        found.push(run(each.old + start, each.new + start, step - start));
      }
      start = step + 1;
    }
  }
  if (each.length > start) {
    found.push(run(each.old + start, each.new + start, each.length - start));
  }
  return found;
}

/** @param {Run[]} runs @param {number} old @param {number} newer */
function isIn(runs, old, newer) {
  return runs.some((each) => each.old <= old && old < each.old + each.length && newer - old === each.new - each.old);
}
