/* Blocks next to one another that took the same new form, told once: the twin of policy_history/redline/reshaping.py. */

/** @import { Entry } from "./entries.js" */

/** @type {[string, string][]} */
const PLURALS = [
  ["paragraph", "paragraphs"],
  ["list item", "list items"],
  ["table row", "table rows"],
  ["term", "terms"],
  ["definition", "definitions"],
];

const LEVELS = /^heading of level (\d)$/;

/** The entries, in which of a run of blocks with the same change of form the first tells it for all. @param {Entry[]} entries @param {(entry: Entry) => string} kindOf */
export function toldOnce(entries, kindOf) {
  /** @type {Entry[]} */
  let run = [];
  let reached = 0;
  for (const entry of entries) {
    if (entry.form && entry.form.every((each) => counted(each, 1))) {
      if (run.length && (String(run[0].form) !== String(entry.form) || reached + 1 !== entry.new)) {
        tell(run);
        run = [];
      }
      run.push(entry);
      reached = entry.new ?? 0;
    } else if (entry.old === null && entry.new === reached + 1) {
      reached += 1;
    }
  }
  tell(run);
  tellHeadings(entries.filter((entry) => entry.old !== null && entry.new !== null && kindOf(entry) === "heading"));
  tellRules(entries, "new", kindOf);
  tellRules(entries, "old", kindOf);
  return entries;
}

/** Let the first of the lines across the page that came tell it for all, or the first of those that went. @param {Entry[]} entries @param {"old" | "new"} side @param {(entry: Entry) => string} kindOf */
function tellRules(entries, side, kindOf) {
  const found = entries.filter((entry, at) => isOwnRule(entries.slice(at - 1, at + 2), side) && kindOf(entry) === "rule");
  found.forEach((entry, at) => {
    entry.joins = at ? "" : `line${found.length > 1 ? "s" : ""} ${side === "new" ? "added" : "removed"}`;
    entry.goesOn = at > 0;
  });
}

/** Whether the second of three blocks has no words and is of one text alone, between two that follow each other in both. @param {Entry[]} entries @param {"old" | "new"} side */
function isOwnRule([before, own, behind], side) {
  if (!behind || own.isSame || own.spans.length || own.cells.length || own.old !== null === (own.new !== null)) {
    return false;
  }
  const other = side === "new" ? "old" : "new";
  const [place, left, right] = [own[side] ?? -2, before[side] ?? -2, behind[side] ?? -2];
  return place >= 0 && left === place - 1 && right === place + 1 && before[other] !== null && behind[other] === before[other] + 1;
}

/** Let the first of several headings, between which none stayed as it was, tell by how many levels they moved. @param {Entry[]} headings */
function tellHeadings(headings) {
  const steps = headings.map(stepsOf);
  for (let start = 0, end = 0; start < headings.length; start = end) {
    while (end < headings.length && steps[end] === steps[start]) {
      end += 1;
    }
    if (steps[start] && end - start > 1) {
      const size = Math.abs(steps[start]);
      const levels = size === 1 ? "one level" : `${size} levels`;
      headings[start].form = [`${end - start} headings`, `headings ${levels} ${steps[start] > 0 ? "lower" : "higher"}`];
      headings.slice(start + 1, end).forEach((entry) => {
        entry.form = null;
        entry.goesOn = true;
      });
    }
  }
}

/** By how many levels a heading moved in the outline; below 0 towards its top. @param {Entry} entry */
function stepsOf(entry) {
  const [old, newer] = (entry.form ?? []).map((form) => LEVELS.exec(form));
  return old && newer ? Number(newer[1]) - Number(old[1]) : 0;
}

/** @param {Entry[]} run */
function tell(run) {
  const form = run.length > 1 ? run[0].form : null;
  if (!form) {
    return;
  }
  const sources = new Set(run.map((entry) => entry.old));
  run.forEach((entry, at) => {
    entry.form = at ? null : [counted(form[0], sources.size), counted(form[1], run.length)];
    entry.joins = entry.joins === "split" ? "" : entry.joins;
    entry.goesOn = at > 0;
  });
}

/** So many blocks of a form in words; nothing for forms that are told of each block. @param {string} form @param {number} count */
function counted(form, count) {
  const found = PLURALS.find(([kind]) => form.startsWith(kind));
  return found ? count + " " + found[Number(count !== 1)] + form.slice(found[0].length) : "";
}
