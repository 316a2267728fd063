/* Tables of two texts that are one table, with which columns and rows: the twin of policy_history/redline/tables.py. */

import { Columns, pairColumns } from "./columns.js";
import { CELL_MARK } from "./library.js";
import { areEqual, likeness, pairRows, weighing } from "./rows.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Run } from "./chain.js" */
/** @import { BlockPair, Cells, Numbers } from "./pairing.js" */
/** @import { Row, Weighing } from "./rows.js" */
/** @import { Reading } from "./sides.js" */
/** @typedef {{head: number, rows: Row[]}} Table its first block, and of its rows those that were read, its head first if that was */

const LEAST = 0.3;
const SAME_HEAD = 0.5;

/** The rows of partners among the tables, as pairs of blocks in the order of the old text. Leaves in the alignment, for each row of such a table, the columns of both. @param {Alignment} alignment @param {Numbers} numbers @returns {BlockPair[]} */
export function pairTables(alignment, numbers) {
  const olds = tablesOf(alignment.old, numbers.old);
  const news = tablesOf(alignment.new, numbers.new);
  const pairs = olds.length && news.length ? partners(alignment, numbers, olds, news) : [];
  return pairs
    .flatMap(({ old, newer, isSame }) => rowsOf(alignment, numbers, olds[old], news[newer], isSame))
    .sort((a, b) => a.old[0] - b.old[0]);
}

/** The tables of which any row was read, in order. @param {Reading} reading @param {Int32Array} numbers */
function tablesOf(reading, numbers) {
  const heads = reading.side.heads;
  /** @type {Map<number, Table>} */
  const found = new Map();
  for (const [start, end] of heads.size ? reading.spans() : []) {
    const block = reading.blocks[start];
    const head = heads.get(block);
    if (head !== undefined) {
      const table = found.get(head) ?? { head: head, rows: [] };
      table.rows.push(rowOf(reading, numbers, start, end));
      found.set(head, table);
    }
  }
  return Array.from(found.values());
}

/** @param {Reading} reading @param {Int32Array} numbers @param {number} start @param {number} end @returns {Row} */
function rowOf(reading, numbers, start, end) {
  /** @type {[number, number][]} */
  const cells = [];
  let first = start;
  for (let at = start; at < end; at += 1) {
    if (reading.keys[at] === CELL_MARK) {
      cells.push([first, at]);
      first = at + 1;
    }
  }
  const words = cells.map(([from, to]) => Array.from(numbers.subarray(from, to)));
  return { block: reading.blocks[start], start: start, end: end, cells: cells, words: words };
}

/** Tables that are partners, by their numbers, and whether their heads are the same to the letter. @param {Alignment} alignment @param {Numbers} numbers @param {Table[]} olds @param {Table[]} news */
function partners(alignment, numbers, olds, news) {
  /** @type {{old: number, newer: number, isSame: boolean}[]} */
  const found = [];
  const doneOld = new Set();
  const doneNew = new Set();
  const take = (/** @type {number} */ a, /** @type {number} */ b, /** @type {boolean} */ isSame) => {
    doneOld.add(a);
    doneNew.add(b);
    found.push({ old: a, newer: b, isSame: isSame });
  };
  const places = new Map(news.map((table, b) => [table.head, b]));
  olds.forEach((table, a) => {
    const b = places.get(anchored(alignment.anchors, table.head));
    if (b !== undefined) {
      take(a, b, true);
    }
  });
  const isFree = (/** @type {number} */ a, /** @type {number} */ b) =>
    !doneOld.has(a) && !doneNew.has(b) && areWhole(olds[a], news[b]);
  for (const { old: a, newer: b, score } of likenesses(numbers, olds, news, isFree)) {
    if (isFree(a, b) && score >= LEAST && !(namesHeadings(olds[a], news[b]) && namesHeadings(news[b], olds[a]))) {
      take(a, b, false);
    }
  }
  return found;
}

/** Whether the heads of both tables were read. @param {Table} old @param {Table} newer */
function areWhole(old, newer) {
  return old.rows[0].block === old.head && newer.rows[0].block === newer.head;
}

/** Whether most rows of a table, and several, are named as the headings of another: of tables that were turned no cell stayed in place. @param {Table} table @param {Table} other */
function namesHeadings({ rows }, other) {
  const headings = new Set(other.rows[0].words.slice(1).filter((words) => words.length).map(String));
  const count = rows.slice(1).filter((row) => headings.has(String(row.words[0]))).length;
  return count > 1 && 2 * count > rows.length - 1;
}

/** The new block that is the same to the letter; -1 where there is none. @param {Run[]} anchors @param {number} block */
function anchored(anchors, block) {
  const found = anchors.find((each) => each.old <= block && block < each.old + each.length);
  return found ? found.new + block - found.old : -1;
}

/** How alike tables are that share a word, the most alike first: the Dice coefficient of their words by weight, and their heads. @param {Numbers} numbers @param {Table[]} olds @param {Table[]} news @param {(a: number, b: number) => boolean} isFree whether two may be partners */
function likenesses(numbers, olds, news, isFree) {
  const [bags, others] = [olds.map(bagOf), news.map(bagOf)];
  const [sizes, otherSizes] = [bags, others].map((side) => side.map((bag) => weightOfBag(numbers, bag)));
  const found = bags.flatMap((bag, a) =>
    others.flatMap((other, b) => {
      const shared = isFree(a, b) ? sharedWeight(numbers, bag, other) : null;
      if (shared === null) {
        return [];
      }
      const dice = (2 * shared) / (sizes[a] + otherSizes[b]);
      const [head, heading] = [olds[a].rows[0].words, news[b].rows[0].words];
      const isSame = head.length === heading.length && head.every((cell, at) => areEqual(cell, heading[at]));
      const score = Math.max(dice, sameNames(numbers, olds[a], news[b])) + (isSame ? SAME_HEAD : 0);
      return [{ old: a, newer: b, score: score, distance: Math.abs(a - b) }];
    }),
  );
  return found.sort((one, two) => two.score - one.score || one.distance - two.distance || one.old - two.old || one.newer - two.newer);
}

/** The weight of the words that two tables share; null where they share none. @param {Numbers} numbers @param {Map<number, number>} bag @param {Map<number, number>} other */
function sharedWeight(numbers, bag, other) {
  let shared = 0;
  let isShared = false;
  for (const [word, count] of bag) {
    const there = other.get(word);
    if (there !== undefined) {
      shared += numbers.weights[word] * Math.min(count, there);
      isShared = true;
    }
  }
  return isShared ? shared : null;
}

/** How alike what stands in the first columns of two tables is, which name their rows. @param {Numbers} numbers @param {Table} old @param {Table} newer */
function sameNames(numbers, old, newer) {
  const [names, others] = [old, newer].map((table) => table.rows.slice(1).flatMap((row) => row.words[0]));
  return likeness(names, others, numbers.weights);
}

/** How often each word stands in the rows of a table that were read. @param {Table} table */
function bagOf(table) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const word of table.rows.flatMap((row) => row.words.flat())) {
    found.set(word, (found.get(word) ?? 0) + 1);
  }
  return found;
}

/** @param {Numbers} numbers @param {Map<number, number>} bag */
function weightOfBag(numbers, bag) {
  let sum = 0;
  bag.forEach((count, word) => {
    sum += numbers.weights[word] * count;
  });
  return sum;
}

/** The rows of two tables that are partners, cell beside cell, when their columns are settled. @param {Alignment} alignment @param {Numbers} numbers @param {Table} old @param {Table} newer @param {boolean} isSame @returns {BlockPair[]} */
function rowsOf(alignment, numbers, old, newer, isSame) {
  const { columns, crossing, pairs } = settled(alignment, numbers, old, newer, isSame);
  if (!columns.length) {
    return [];
  }
  const number = alignment.columns.length;
  alignment.columns.push(new Columns(old.rows[0].cells.length, newer.rows[0].cells.length, columns, crossing));
  [old, newer].forEach((table, side) => {
    table.rows.forEach((row) => alignment.columnsOf[side].set(row.block, number));
  });
  return pairs.map(([one, other, score]) => {
    const cells = (/** @type {[number, number][]} */ each) =>
      each.map(([i, j]) => /** @type {Cells} */ ([...one.cells[i], ...other.cells[j]]));
    return {
      old: [one.start, one.end],
      new: [other.start, other.end],
      likeness: score,
      weight: numbers.weightOf(numbers.old, one.start, one.end),
      isRow: true,
      cells: cells(columns),
      movedCells: cells(crossing),
    };
  });
}

/** Columns by the words in them, rows by these columns; then both anew, cell by cell, now that rows are known. @param {Alignment} alignment @param {Numbers} numbers @param {Table} old @param {Table} newer @param {boolean} isSame */
function settled(alignment, numbers, old, newer, isSame) {
  const sources = [alignment.old.side.written(old.head), alignment.new.side.written(newer.head)];
  const paired = (/** @type {[number, number][]} */ columns) =>
    pairedRows(numbers, old, newer, weighing(sources[0], sources[1], columns));
  if (isSame) {
    const columns = sources[0][0].map((_, at) => /** @type {[number, number]} */ ([at, at]));
    return { columns: columns, crossing: [], pairs: paired(columns) };
  }
  const first = pairColumns(old.rows, newer.rows, [], numbers.weights);
  const all = (/** @type {typeof first} */ each) =>
    [...each.columns, ...each.crossing].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const pairs = paired(all(first));
  const found = pairColumns(old.rows, newer.rows, pairs.map(([one, other]) => [one, other]), numbers.weights);
  const isSettled = areEqual(all(first).flat(), all(found).flat());
  return { ...found, pairs: isSettled ? pairs : paired(all(found)) };
}

/** The rows that are partners; the heads always are. @param {Numbers} numbers @param {Table} old @param {Table} newer @param {Weighing[]} columns @returns {[Row, Row, number][]} */
function pairedRows(numbers, old, newer, columns) {
  if (!areWhole(old, newer)) {
    return pairRows(old.rows, newer.rows, columns, numbers.weights);
  }
  return [
    [old.rows[0], newer.rows[0], 1],
    ...pairRows(old.rows.slice(1), newer.rows.slice(1), columns, numbers.weights),
  ];
}
