/* The cells of a row under the columns of two tables (of policy_history/redline/entries.py). */

/** @import { Alignment } from "./alignment.js" */
/** @import { Cell, Draft, Item, Span } from "./entries.js" */

/** The cells of a row under the columns of both its table and that table's partner; null where it has none. @param {Alignment} alignment @param {Draft} draft without its marks @param {number | null} source @param {(items: Item[]) => Span[]} spansOf @returns {Cell[] | null} */
export function cellsUnderColumns(alignment, draft, source, spansOf) {
  const number = alignment.columnsOf[draft.new === null ? 0 : 1].get(draft.new ?? draft.old ?? -1);
  if (number === undefined) {
    return null;
  }
  const columns = alignment.columns[number];
  const slots = columns.merged();
  const held = itemsBySlot(alignment, draft.items, slots);
  const [inOld, inNew] = [source !== null, draft.new !== null];
  const isOneSided = !(inOld && inNew);
  const isWhole = isOneSided && draft.items.every((item) => item.operation === "delete" || item.operation === "insert");
  const first = alignment.columns.slice(0, number).reduce((sum, each) => sum + each.old + each.new, 1);
  return slots.map(([i, j], at) => {
    const column = columns.number(i, j);
    const isMoved = column === 0 && Math.min(i, j) < 0;
    return {
      spans: spansOf(held[at]),
      inOld: inOld && i >= 0,
      inNew: inNew && j >= 0,
      column: column && !isWhole ? first + column : 0,
      move: isMoved && held[at].length && !isOneSided ? held[at][0].move : 0,
    };
  });
}

/** The words of a row by the columns they stand in. @param {Alignment} alignment @param {Item[]} items @param {[number, number][]} slots */
function itemsBySlot(alignment, items, slots) {
  /** @type {Item[][]} */
  const held = slots.map(() => []);
  for (const item of items) {
    const isOld = item.operation === "delete" || item.operation === "moved away";
    const reading = isOld ? alignment.old : alignment.new;
    const cell = reading.cellNumbers()[isOld ? item.old : item.new];
    held[slots.findIndex((slot) => slot[isOld ? 0 : 1] === cell)].push(item);
  }
  return held;
}
