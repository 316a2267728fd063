/* What the page says of two revisions before it compares them: which they are, what is known of them, the notes between. */

import { dayInWords, isReconstructed, nameOf, untilOf } from "./days.js";
import { element, safeAddress } from "./elements.js";

/** @typedef {import("./days.js").Revision} Revision */
/** @typedef {import("./result.js").Page} Page */
/** @typedef {import("./asked.js").Wanted} Wanted */

/** @param {string} title @param {string} said */
export function notice(title, said) {
  const inner = element("p", {}, [element("strong", {}, [title]), " " + said]);
  return element("div", { class: "policy-notice", role: "note" }, [inner]);
}

/** @param {Page} page @param {Revision} revision @param {string} [end] @param {string} [said] */
export function revisionLink(page, revision, end, said) {
  const isPlain = /^(?:\.|[a-z][a-z0-9+.-]*:)/i.test(revision.url);
  const target = isPlain ? safeAddress(revision.url, page.root) : page.root + revision.url.replace(/^\//, "");
  return element("a", { href: target + (end || "") }, [said || nameOf(revision)]);
}

/** The block that names both sides: dates, class, wording and hash of each. @param {Page} page @param {Wanted} wanted */
export function drawSides(page, wanted) {
  /** @type {[string, (revision: Revision, at: number) => Node | string][]} */
  const facts = [
    ["Revision", (revision) => revisionLink(page, revision)],
    ["Applies", (_, at) => period(page.data.revisions, at)],
    ["Published", (revision) => dayInWords(revision.published)],
    ["Class of change", (revision) => revision.class],
    ["Wording", (revision) => revision.wording],
    ["SHA-256 of the source", (revision) => element("code", { class: "policy-hash" }, [revision.sha256])],
  ];
  const rows = facts.map(([name, value]) => {
    const cells = [wanted.from, wanted.to].map((at) => element("td", {}, [value(page.data.revisions[at], at)]));
    return element("tr", {}, [element("th", { scope: "row" }, [name])].concat(cells));
  });
  const names = ["Before", "After"].map((name) => element("th", { scope: "col" }, [name]));
  const table = element("table", { class: "policy-sides" }, [
    element("caption", {}, ["The two texts compared"]),
    element("thead", {}, [element("tr", {}, [element("td")].concat(names))]),
    element("tbody", {}, rows),
  ]);
  const said = "The comparison is made by a program from the two sources and is part of neither; the texts themselves govern.";
  return [table, element("p", { class: "policy-small" }, [said])];
}

/** @param {Revision[]} revisions @param {number} at */
function period(revisions, at) {
  const from = revisions[at].effective;
  const until = untilOf(revisions, at);
  if (!until) {
    return "from " + dayInWords(from);
  }
  return dayInWords(from) + (until < from ? ", replaced on the same day" : " to " + dayInWords(until));
}

/** What a reader must know before relying on the comparison. @param {Page} page @param {Wanted} wanted */
export function drawWarnings(page, wanted) {
  const sides = Array.from(new Set([wanted.from, wanted.to])).map((at) => page.data.revisions[at]);
  const warnings = [];
  if (wanted.from > wanted.to) {
    const said = "The later text stands on the left: what it added is shown as removed, and what it removed as added.";
    warnings.push(notice("In reverse order.", said));
  }
  for (const side of sides.filter((each) => each.state === "upcoming")) {
    const said = "The revision of " + nameOf(side) + " applies from " + dayInWords(side.effective) + ".";
    warnings.push(notice("Not in force yet.", said));
  }
  const reconstructed = sides.filter(isReconstructed);
  for (const side of reconstructed) {
    const said = "The wording of " + nameOf(side) + " has not been preserved. What is shown is put together from: ";
    warnings.push(notice("Reconstructed wording.", said + side.basis));
  }
  if (reconstructed.length && sides.length > 1) {
    const said = "This comparison therefore shows only the differences that the record proves. There may have been others.";
    warnings.push(element("p", {}, [said]));
  }
  return warnings;
}

/** @param {Page} page @param {Wanted} wanted */
export function drawNotesBetween(page, wanted) {
  const [first, last] = [wanted.from, wanted.to].sort((one, other) => one - other);
  const steps = page.data.revisions.slice(first + 1, last + 1);
  if (!steps.length) {
    return [];
  }
  const entries = steps.flatMap((step) => [
    element("dt", {}, [revisionLink(page, step, "changes/"), ", " + step.class]),
    element("dd", {}, [step.note]),
  ]);
  return [
    element("h2", { id: "notes-in-between" }, ["Notes on the changes in between"]),
    element("p", {}, ["The editor’s explanation, not part of the policy."]),
    element("dl", {}, entries),
  ];
}
