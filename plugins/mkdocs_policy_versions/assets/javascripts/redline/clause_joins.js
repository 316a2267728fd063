/* Which blocks and which clauses were split or merged: the twin of policy_history/redline/clause_joins.py. */

import { BEFORE_THE_FIRST } from "./summary.js";
import { N_, translated } from "./wording.js";

/** @import { Alignment } from "./alignment.js" */
/** @import { Living } from "./block_changes.js" */
/** @import { Side } from "./sides.js" */
/** @typedef {{isOld: boolean, block: number}} Other a clause of either text, by the place of its heading */
/** @typedef {{joins: string, other: Other | null}} Join what became of a block or a clause, and the other clause that has a part in it; null for the opening too */

const LEAST = 3;
const OPENING = -1;
const RUN_IN = new Set(["paragraph", "list item", "definition"]);

/** @type {Record<string, string>} */
const SENTENCES = {
  split: N_("now a paragraph of its own"),
  merged: N_("several paragraphs merged into one"),
  "run in": N_("a heading became the beginning of a paragraph"),
  "list merged": N_("a list became one paragraph"),
  "split across clauses": N_("split off from a paragraph of “%(clause)s”"),
  "merged across clauses": N_("merged with a paragraph of “%(clause)s”"),
  "clause split": N_("split off from “%(clause)s”"),
  "clause merged": N_("merged into “%(clause)s”"),
  "line added": N_("a line across the page was added"),
  "lines added": N_("lines across the page were added"),
  "line removed": N_("a line across the page was removed"),
  "lines removed": N_("lines across the page were removed"),
};

/** A join as lists and marks tell it. @param {string} joins @param {{title: string} | null} other */
export function joinInWords(joins, other) {
  return translated(SENTENCES[joins]).replace("%(clause)s", () => (other ? other.title : translated(BEFORE_THE_FIRST)));
}

/** @param {string} joins @param {boolean} isOld @param {number} block @returns {Join} */
function join(joins, isOld = false, block = OPENING) {
  return { joins: joins, other: block === OPENING ? null : { isOld: isOld, block: block } };
}

/** The joins of a redline; each is told once, of a block that stands in parts too. */
export class ClauseJoins {
  /** @param {Alignment} alignment @param {Living} alive by old blocks @param {Living} sources by new blocks */
  constructor(alignment, alive, sources) {
    this.alignment = alignment;
    this.sides = [alignment.old.side, alignment.new.side];
    this.alive = alive;
    this.sources = sources;
    /** @type {Set<number>} */
    this.told = new Set();
    /** @type {{heads: Int32Array[], partners: Map<number, number>, kept: Map<number, Map<number, number>>[]} | null} */
    this.known = null;
  }

  /** Whether a new block is one of several an old one was split into, or was merged from several. @param {number} newer @returns {Join} */
  ofBlock(newer) {
    if (this.isTold(OPENING, newer)) {
      return join("");
    }
    const shares = Array.from(this.sources.get(newer) ?? []);
    const isBig = (/** @type {[number, number]} */ [old, count]) => count > 1 || this.isRunIn(old, newer);
    const big = shares.filter(isBig).map(([old]) => old).sort((a, b) => a - b);
    if (shares.length === 1 && big.length && Math.min(...this.living(big[0]).keys()) < newer) {
      return this.split(big[0], newer);
    }
    return big.length > 1 ? this.merged(big, newer) : join("");
  }

  /** @param {number} old @returns {Map<number, number>} */
  living(old) {
    return this.alive.get(old) ?? new Map();
  }

  /** Whether a heading that has words in one block alone is a part of that paragraph or item now. @param {number} old @param {number} newer */
  isRunIn(old, newer) {
    const own = this.sides[0].blockAt(old);
    const isHeading = own.form.kind === "heading" && RUN_IN.has(this.sides[1].blockAt(newer).form.kind);
    return isHeading && this.living(old).size === 1 && 2 * (this.living(old).get(newer) ?? 0) >= own.tokens.length;
  }

  /** Off a block whose first part stands in the clause in which all of it stood, or only off the one before. @param {number} old @param {number} newer */
  split(old, newer) {
    const { heads, partners } = this.clauses();
    const counts = this.living(old);
    const [there, here] = [Math.min(...counts.keys()), newer].map((block) => heads[1][block]);
    const isAcross = there !== here && partners.get(heads[0][old]) === there;
    const isMost = 2 * (counts.get(newer) ?? 0) >= this.sides[1].blockAt(newer).tokens.length;
    return isAcross && isMost ? join("split across clauses", false, there) : join("split");
  }

  /** With most of a block of another clause than that in which it stands and stood, or only with others. @param {number[]} olds @param {number} newer */
  merged(olds, newer) {
    if (olds.some((old) => this.isRunIn(old, newer))) {
      return join("run in");
    }
    const { heads, partners } = this.clauses();
    const stood = (/** @type {number} */ old) => partners.get(heads[0][old]) === heads[1][newer];
    const isMost = (/** @type {number} */ old) =>
      2 * (this.living(old).get(newer) ?? 0) >= this.sides[0].blockAt(old).tokens.length;
    const other = olds.some(stood) ? olds.find((old) => !stood(old) && isMost(old)) : undefined;
    if (other !== undefined) {
      return join("merged across clauses", true, heads[0][other]);
    }
    const items = olds.filter((old) => this.sides[0].blockAt(old).form.kind === "list item").length;
    return join(items > 1 && this.sides[1].blockAt(newer).form.kind === "paragraph" ? "list merged" : "merged");
  }

  /** Whether the clause of a heading of one text alone was split off from another one, or merged into one. @param {number | null} old @param {number | null} newer @returns {Join} */
  ofHeading(old, newer) {
    if (this.isTold(old ?? OPENING, newer ?? OPENING)) {
      return join("");
    }
    const { partners } = this.clauses();
    const level = (/** @type {0 | 1} */ side, /** @type {number} */ block) => this.sides[side].blockAt(block).form.level;
    if (newer !== null) {
      const there = partners.get(this.mostShared(1, newer)) ?? OPENING;
      return there !== OPENING && level(1, newer) <= level(1, there) ? join("clause split", false, there) : join("");
    }
    const own = /** @type {number} */ (old);
    const there = this.mostShared(0, own);
    const known = (there === OPENING ? null : Array.from(partners).find(([, partner]) => partner === there))?.[0] ?? OPENING;
    return known !== OPENING && level(0, own) <= level(0, known) ? join("clause merged", false, there) : join("");
  }

  /** @param {number} old @param {number} newer */
  isTold(old, newer) {
    const key = (old + 1) * (this.sides[1].blocks.length + 1) + newer + 1;
    const isTold = this.told.has(key);
    this.told.add(key);
    return isTold;
  }

  /** The headings over the blocks of both texts, which of them stayed, and how many words stayed under which of them. */
  clauses() {
    if (!this.known) {
      const heads = this.sides.map(headsOf);
      this.known = { heads: heads, partners: this.partners(), kept: this.kept(heads) };
    }
    return this.known;
  }

  /** For each heading that stayed the heading it became; the openings are partners. */
  partners() {
    const [olds, news] = this.sides;
    const found = new Map([[OPENING, OPENING]]);
    for (const [old, counts] of this.alive) {
      const headings = isHeading(olds, old) ? Array.from(counts).filter(([newer]) => isHeading(news, newer)) : [];
      if (headings.length) {
        found.set(old, headings.sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0]);
      }
    }
    this.eachSame((old, newer) => isHeading(olds, old) && found.set(old, newer));
    return found;
  }

  /** How many words stayed of what stood under one heading and stands under another, by both, from either side. @param {Int32Array[]} heads */
  kept(heads) {
    /** @type {[Map<number, Map<number, number>>, Map<number, Map<number, number>>]} */
    const found = [new Map(), new Map()];
    const [olds, news] = this.sides;
    const add = (/** @type {number} */ side, /** @type {number} */ one, /** @type {number} */ other, /** @type {number} */ count) => {
      const counts = found[side].get(one) ?? new Map();
      found[side].set(one, counts.set(other, (counts.get(other) ?? 0) + count));
    };
    const addBoth = (/** @type {number} */ old, /** @type {number} */ newer, /** @type {number} */ count) => {
      if (!isHeading(olds, old)) {
        add(0, heads[0][old], heads[1][newer], count);
        add(1, heads[1][newer], heads[0][old], count);
      }
    };
    this.alive.forEach((counts, old) => counts.forEach((count, newer) => addBoth(old, newer, count)));
    this.eachSame((old, newer) => addBoth(old, newer, news.blockAt(newer).tokens.length));
    return found;
  }

  /** Hand on the blocks that are the same to the letter, each with its partner. @param {(old: number, newer: number) => void} use */
  eachSame(use) {
    for (const run of this.alignment.anchors) {
      for (let step = 0; step < run.length; step += 1) {
        use(run.old + step, run.new + step);
      }
    }
  }

  /** The heading of the other text under which most stands of what stands under this one; none: the opening. @param {0 | 1} side @param {number} head */
  mostShared(side, head) {
    const { heads, kept } = this.clauses();
    let total = 0;
    for (let block = head + 1; heads[side][block] === head; block += 1) {
      total += this.sides[side].blockAt(block).tokens.length;
    }
    const counts = Array.from(kept[side].get(head) ?? []).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return counts.length && counts[0][1] >= Math.max(LEAST, total / 2) ? counts[0][0] : OPENING;
  }
}

/** @param {Side} side @param {number} block */
function isHeading(side, block) {
  return side.blockAt(block).form.kind === "heading";
}

/** For each block the heading over it, which is over itself. @param {Side} side */
function headsOf(side) {
  let last = OPENING;
  return Int32Array.from(side.blocks, ({ form }, block) => {
    last = form.kind === "heading" ? block : last;
    return last;
  });
}
