/* What of a redline is shown, each change with its surroundings; the rest is folded: the twin of policy_history/redline/folding.py. */

import { allSpans, byClause } from "./redline.js";

/** @import { Clause, Redline } from "./redline.js" */
/** @import { Entry } from "./entries.js" */
/** @import { Form, Token } from "./library.js" */

const FEWEST_WORDS = 20;
const LONGEST_LEAD = 30;
const SENTENCE_ENDS = new Set(".!?。！？؟।");
const ASCII = /^[\u0000-\u007f]*$/;
const DEFINITION = "link definition";
/** Blocks with which an element of a container begins. */
export const BEGINS = new Set(["list item", "term", "definition", "footnote"]);

/** A stretch that is the same in both texts and is left out: the clauses left out whole, and the blocks of others by their forms. */
export class Fold {
  /** @param {Entry[]} entries @param {Clause[]} clauses @param {Form[]} loose */
  constructor(entries, clauses, loose) {
    this.entries = entries;
    this.clauses = clauses;
    this.loose = loose;
  }
}

/** @typedef {Entry | Fold} Part */

/** The entries of each clause with stretches folded; a fold that reaches the end of a clause stands by itself. @param {Redline} redline @returns {Part[][]} */
export function folded(redline) {
  /** @type {Part[][]} */
  const plan = [];
  let waiting = new Fold([], [], []);
  const taken = () => {
    const fold = waiting;
    waiting = new Fold([], [], []);
    return fold.entries.length ? [fold] : [];
  };
  for (const section of shownOf(redline)) {
    /** @type {Part[]} */
    const parts = [];
    const clause = section.shown.some(Boolean) ? null : clauseAt(redline, section.entries[0]);
    section.entries.forEach((entry, at) => {
      if (!section.shown[at]) {
        leaveOut(waiting, entry, section.forms[at], clause);
        return;
      }
      const fold = taken();
      if (fold.length && !parts.length) {
        plan.push(fold);
      } else {
        parts.push(...fold);
      }
      parts.push(entry);
    });
    if (parts.length) {
      plan.push(parts);
    }
  }
  const last = taken();
  return last.length ? [...plan, last] : plan;
}

/** @param {Fold} fold @param {Entry} entry @param {Form} form @param {Clause | null} clause the one all of which is left out */
function leaveOut(fold, entry, form, clause) {
  if (form.kind === DEFINITION) {
    return;
  }
  fold.entries.push(entry);
  if (!clause) {
    fold.loose.push(form);
  } else if (fold.clauses[fold.clauses.length - 1] !== clause) {
    fold.clauses.push(clause);
  }
}

/** The clause that begins with that entry; what stands before the first heading is none. @param {Redline} redline @param {Entry} first */
function clauseAt(redline, first) {
  return first.new !== null && redline.formOf(first).kind === "heading" ? redline.new.clauseOf(first.new) : null;
}

/** Whether a block is the same in both texts to the letter, its number and its look included. @param {Redline} redline @param {Entry} entry */
function isSame(redline, entry) {
  if (entry.isSame) {
    return true;
  }
  if (entry.old === null || entry.new === null || entry.form || entry.goesOn || entry.joins) {
    return false;
  }
  const [old, newer] = [redline.old.form(entry.old), redline.new.form(entry.new)];
  const areAlike = old.kind === newer.kind && old.level === newer.level && old.number === newer.number && old.shape.join() === newer.shape.join();
  if (!areAlike || entry.cells.some((cell) => cell.column || cell.move || !cell.inOld || !cell.inNew)) {
    return false;
  }
  return allSpans(entry).every((span) => span.operation === "equal" && span.new.every((token, at) => isSameToken(span.old[at], token)));
}

/** @param {Token} old @param {Token} newer */
function isSameToken(old, newer) {
  const isSameGap = old.gap === newer.gap || (old.gap !== "" && newer.gap !== "" && ASCII.test(old.gap + newer.gap));
  return old.text === newer.text && old.look === newer.look && isSameGap;
}

/** @typedef {{entries: Entry[], forms: Form[], shown: boolean[]}} Section a clause, and which of its entries are shown */

/** @param {Redline} redline @returns {Section[]} */
function shownOf(redline) {
  const sections = byClause(redline).map((entries) => {
    const forms = entries.map((entry) => redline.formOf(entry));
    const shown = entries.map((entry, at) => forms[at].kind !== DEFINITION && !isSame(redline, entry));
    return { entries: entries, forms: forms, shown: shown, changed: shown.slice() };
  });
  showHeadings(sections);
  for (const section of sections) {
    section.changed.forEach((isChanged, at) => isChanged && showLead(section, at));
    if (section.changed.some(Boolean)) {
      closeGaps(section);
    }
  }
  return sections;
}

/** Show the heading of each clause in which anything is shown, and the headings above it. @param {Section[]} sections */
function showHeadings(sections) {
  /** @type {Section[]} */
  const above = [];
  for (const section of sections) {
    const { kind, level } = section.forms[0];
    if (kind !== "heading") {
      continue;
    }
    const isNew = section.entries[0].new !== null;
    // A heading that is gone is above nothing that is still there.
    while (isNew && above.length && above[above.length - 1].forms[0].level >= level) {
      above.pop();
    }
    if (section.shown.some(Boolean)) {
      for (const each of [...above.filter((other) => other.forms[0].level < level), section]) {
        each.shown[0] = true;
      }
    }
    if (isNew) {
      above.push(section);
    }
  }
}

/** Show the head of a row's table, the beginning of a block's item, and what stands above its list. @param {Section} section @param {number} at */
function showLead({ entries, forms, shown }, at) {
  const { kind, shape, opensTable } = forms[at];
  let depth = shape.length;
  let hasHead = kind !== "table row" || opensTable;
  let hasBeginning = !depth || (BEGINS.has(kind) && kind !== "definition");
  for (let before = at - 1; before >= 0 && !(hasHead && hasBeginning && !depth); before -= 1) {
    const other = forms[before];
    if (!hasHead && other.opensTable) {
      shown[before] = hasHead = true;
    }
    if (!hasBeginning && other.shape.length === depth && BEGINS.has(other.kind)) {
      shown[before] = true;
      hasBeginning = other.kind !== "definition";
    }
    if (other.shape.length < depth) {
      depth = other.shape.length;
      shown[before] = shown[before] || depth > 0 || !standsAlone(entries[before]);
      hasBeginning = true;
    }
  }
}

/** Whether a block is long and its last sentence ended. @param {Entry} entry */
function standsAlone(entry) {
  const words = allSpans(entry).flatMap((span) => span.new);
  return words.length > LONGEST_LEAD && SENTENCE_ENDS.has(words[words.length - 1].text);
}

/** Show the stretches of a clause that are too short to be folded. @param {Section} section */
function closeGaps({ entries, shown }) {
  for (let at = 0, stop = 0; at < entries.length; at = stop + 1) {
    let words = 0;
    for (stop = at; stop < entries.length && !shown[stop]; stop += 1) {
      words += allSpans(entries[stop]).reduce((sum, span) => sum + span.new.length, 0);
    }
    if (words < FEWEST_WORDS) {
      shown.fill(true, at, stop);
    }
  }
}
