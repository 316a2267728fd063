/* An alignment -> the entries of a redline, block by block: the twin of policy_history/redline/entries.py. */

import { CELL_MARK, isMark } from "./library.js";
import { itemsOf } from "./items.js";
import { cellsUnderColumns } from "./row_cells.js";
import { formChange, givers, livingBlocks, sourceOf } from "./block_changes.js";
import { ClauseJoins } from "./clause_joins.js";

/** @import { Alignment, Gap } from "./alignment.js" */
/** @import { Other } from "./clause_joins.js" */
/** @import { Token } from "./library.js" */
/** @typedef {"equal" | "delete" | "insert" | "moved away" | "moved here"} Operation */
/** @typedef {{operation: Operation, old: number, new: number, length: number, move: number}} Item words of one block or cell, or a mark, by their places */
/** @typedef {{operation: Operation, old: Token[], new: Token[], move: number}} Span */
/** @typedef {{spans: Span[], inOld: boolean, inNew: boolean, column: number, move: number}} Cell with the number of its column where that was removed or added, and of its column's move */
/** @typedef {{old: number | null, new: number | null, spans: Span[], cells: Cell[], form: [string, string] | null, goesOn: boolean, joins: string, other: Other | null, isSame: boolean}} Entry `goesOn`: its form changed with that of a block before it, which tells it; `isSame`: both texts have it to the letter */
/** @typedef {{old: number | null, new: number | null, items: Item[]}} Draft */

/** Whether only the old text has the words at this place. @param {Operation} operation */
export function isOld(operation) {
  return operation === "delete" || operation === "moved away";
}

/** Whether only the new text has the words at this place. @param {Operation} operation */
export function isNew(operation) {
  return operation === "insert" || operation === "moved here";
}

/** @param {Partial<Entry>} fields @returns {Entry} */
function entry(fields) {
  return { old: null, new: null, spans: [], cells: [], form: null, goesOn: false, joins: "", other: null, isSame: false, ...fields };
}

/** @param {Operation} operation @param {Token[]} old @param {Token[]} newer @returns {Span[]} */
function wholeSpan(operation, old, newer) {
  return old.length || newer.length ? [{ operation: operation, old: old, new: newer, move: 0 }] : [];
}

/** A cell of a column that neither was removed or added nor moved. @param {Span[]} spans @param {boolean} inOld @param {boolean} inNew @returns {Cell} */
function cellOf(spans, inOld, inNew) {
  return { spans: spans, inOld: inOld, inNew: inNew, column: 0, move: 0 };
}

/** The entries of a redline in reading order. @param {Alignment} alignment @returns {Entry[]} */
export function entries(alignment) {
  const builder = new Builder(alignment);
  const gaps = new Map(alignment.gaps.map((gap) => [gap.oldUnits[0] + "," + gap.newUnits[0], gap]));
  /** @type {Entry[]} */
  const found = [];
  let place = [0, 0];
  for (const each of [...alignment.anchors, null]) {
    const gap = gaps.get(place.join(","));
    if (gap) {
      found.push(...builder.gap(gap));
      place = [gap.oldUnits[1], gap.newUnits[1]];
    }
    if (each) {
      for (let step = 0; step < each.length; step += 1) {
        found.push(...builder.same(each.old + step, each.new + step));
      }
      place = [each.old + each.length, each.new + each.length];
    }
  }
  return found;
}

class Builder {
  /** @param {Alignment} alignment */
  constructor(alignment) {
    this.alignment = alignment;
    this.old = alignment.old.side;
    this.new = alignment.new.side;
    this.alive = livingBlocks(alignment);
    this.sources = givers(this.alive);
    this.joins = new ClauseJoins(alignment, this.alive, this.sources);
  }

  /** The entry for two blocks that are the same to the letter. @param {number} old @param {number} newer @returns {Entry[]} */
  same(old, newer) {
    const [one, other] = [this.old.blockAt(old), this.new.blockAt(newer)];
    if (other.form.kind === "table row") {
      const cells = one.cells.map((cell, at) =>
        cellOf(other.cells[at].length ? wholeSpan("equal", cell, other.cells[at]) : [], true, true),
      );
      return [entry({ old: old, new: newer, cells: cells, isSame: one === other })];
    }
    const isSame =
      one === other ||
      (one.tokens.length === other.tokens.length && one.tokens.every((token, at) => token.code === other.tokens[at].code));
    if (isSame) {
      return [entry({ old: old, new: newer, spans: wholeSpan("equal", one.tokens, other.tokens), isSame: one === other })];
    }
    return [
      entry({ old: old, spans: wholeSpan("delete", one.tokens, []) }),
      entry({ new: newer, spans: wholeSpan("insert", [], other.tokens) }),
    ];
  }

  /** The entries of a stretch that is not the same to the letter. @param {Gap} gap */
  gap(gap) {
    return this.drafts(gap).map((draft) => this.entry(draft));
  }

  /** @param {Gap} gap */
  drafts(gap) {
    /** @type {Draft[]} */
    const drafts = [];
    /** @type {Item[]} */
    let waiting = [];
    const [olds, news] = [this.alignment.old.blocks, this.alignment.new.blocks];
    const isAlive = (/** @type {number} */ old, /** @type {number | null} */ newer) =>
      newer !== null && Boolean(this.alive.get(old)?.has(newer));
    for (const item of itemsOf(this.alignment, gap)) {
      const last = drafts[drafts.length - 1];
      if (isOld(item.operation)) {
        this.addOld(drafts, item, waiting, isAlive);
      } else if (last?.new === news[item.new]) {
        last.items.push(item);
      } else {
        const isTheirs = waiting.length > 0 && isAlive(olds[waiting[0].old], news[item.new]);
        drafts.push({ old: null, new: news[item.new], items: isTheirs ? [...waiting, item] : [item] });
        waiting = isTheirs ? [] : waiting;
      }
    }
    if (waiting.length) {
      drafts.push({ old: olds[waiting[0].old], new: null, items: waiting });
    }
    return drafts;
  }

  /** Add a word that left: to a block that is gone, to the block that has what stayed of it, or to those that wait. @param {Draft[]} drafts @param {Item} item @param {Item[]} waiting @param {(old: number, newer: number | null) => boolean} isAlive */
  addOld(drafts, item, waiting, isAlive) {
    const last = drafts[drafts.length - 1];
    const block = this.alignment.old.blocks[item.old];
    const goesOn = this.alive.has(block) ? last && isAlive(block, last.new) : last?.old === block && last.new === null;
    if (goesOn) {
      last.items.push(item);
    } else if (this.alive.has(block)) {
      waiting.push(item);
    } else {
      drafts.push({ old: block, new: null, items: [item] });
    }
  }

  /** @param {Draft} draft */
  entry(draft) {
    const source = draft.old ?? (draft.new === null ? null : sourceOf(this.sources, draft.new));
    const block = draft.new !== null ? this.new.blockAt(draft.new) : this.old.blockAt(source ?? 0);
    const change =
      draft.new !== null && source !== null
        ? formChange(this.old.blockAt(source).form, this.new.blockAt(draft.new).form)
        : null;
    const fields = { old: source, new: draft.new, form: change, ...this.joined(draft, source) };
    const isRow = block.form.kind === "table row";
    if (!isRow) {
      return entry({ ...fields, spans: this.spans(draft.items) });
    }
    const words = { ...draft, items: draft.items.filter((item) => !this.isMark(item)) };
    const spans = (/** @type {Item[]} */ all) => this.spans(all);
    const laidOut = cellsUnderColumns(this.alignment, words, source, spans);
    return entry({ ...fields, cells: laidOut ?? this.cells(draft.items) });
  }

  /** @param {Draft} draft @param {number | null} source */
  joined({ new: newer, items: own }, source) {
    const isHeading = (/** @type {import("./sides.js").Side} */ side, /** @type {number | null} */ at) =>
      at !== null && side.blockAt(at).form.kind === "heading";
    const [wasHeading, is] = [isHeading(this.old, source), isHeading(this.new, newer)];
    if (!own.some((item) => item.move) && ((wasHeading && newer === null) || (is && !wasHeading))) {
      return this.joins.ofHeading(newer === null ? source : null, newer);
    }
    return newer === null ? { joins: "", other: null } : this.joins.ofBlock(newer);
  }

  /** @param {Item[]} all @returns {Span[]} */
  spans(all) {
    const words = all.filter((item) => !this.isMark(item));
    /** @type {Span[]} */
    const spans = [];
    for (const item of words) {
      let last = spans[spans.length - 1];
      if (!last || last.operation !== item.operation || last.move !== item.move) {
        last = { operation: item.operation, old: [], new: [], move: item.move };
        spans.push(last);
      }
      for (let step = 0; item.old >= 0 && step < item.length; step += 1) {
        last.old.push(step ? /** @type {Token} */ (this.alignment.old.tokens[item.old + step]) : this.oldToken(item, words[0]));
      }
      for (let step = 0; item.new >= 0 && step < item.length; step += 1) {
        last.new.push(/** @type {Token} */ (this.alignment.new.tokens[item.new + step]));
      }
    }
    return spans;
  }

  /** @param {Item[]} all @returns {Cell[]} */
  cells(all) {
    /** @type {Cell[]} */
    const cells = [];
    /** @type {Item[]} */
    let waiting = [];
    for (const item of all) {
      if (this.key(item) !== CELL_MARK) {
        waiting.push(item);
      } else if (!isOld(item.operation) || waiting.every((each) => isOld(each.operation))) {
        cells.push(cellOf(this.spans(waiting), !isNew(item.operation), !isOld(item.operation)));
        waiting = [];
      }
    }
    if (waiting.some((item) => !this.isMark(item))) {
      cells.push(cellOf(this.spans(waiting), true, true));
    }
    return cells;
  }

  /** @param {Item} item */
  key(item) {
    return isOld(item.operation) ? this.alignment.old.keys[item.old] : this.alignment.new.keys[item.new];
  }

  /** @param {Item} item */
  isMark(item) {
    return isMark(this.key(item));
  }

  /** The first word of a block or cell that was merged into another now has a space before it. @param {Item} item @param {Item} first @returns {Token} */
  oldToken(item, first) {
    const token = /** @type {Token} */ (this.alignment.old.tokens[item.old]);
    const begins = item.old === 0 || isMark(this.alignment.old.keys[item.old - 1]);
    return begins && item !== first ? { ...token, gap: " ", sourceGap: token.sourceGap || " " } : token;
  }
}
