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

/** The entries, in which of a run of blocks with the same change of form the first tells it for all. @param {Entry[]} entries */
export function toldOnce(entries) {
  /** @type {Entry[]} */
  let run = [];
  for (const entry of entries) {
    if (entry.form && entry.form.every((each) => counted(each, 1))) {
      const last = run[run.length - 1];
      if (last && (String(last.form) !== String(entry.form) || (last.new ?? 0) + 1 !== entry.new)) {
        tell(run);
        run = [];
      }
      run.push(entry);
    }
  }
  tell(run);
  return entries;
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
