/* What the page shows for two revisions: the cover, the notes in between, the list of changes and the text with its marks. */

import { Redline } from "../redline/redline.js";
import { drawNotesBetween, drawSides, drawWarnings, revisionLink } from "./cover.js";
import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawChangeList } from "./listing.js";
import { drawRedline } from "./redline.js";
import { drawLegend, drawSideBySide, drawViews } from "./views.js";

/** @typedef {import("./asked.js").Wanted} Wanted */
/** @typedef {import("./days.js").Revision} Revision */
/** @typedef {{policy: {language?: string}, revisions: Revision[]}} Data what compare.json says of the policy */
/**
 * The place for comparisons: what was loaded for it, and what was drawn in it last.
 * @typedef {object} Page
 * @property {HTMLElement} element
 * @property {Data} data
 * @property {import("../redline/redline.js").History} history
 * @property {string} root
 * @property {HTMLElement} status
 * @property {HTMLElement} result
 * @property {string} [shown]
 */

export const SAME = "The two texts are the same, word for word.";

/** @param {Page} page @param {Wanted} wanted */
export function drawResult(page, wanted) {
  const [before, after] = sidesOf(page, wanted);
  const title = "What changed from " + nameOf(before) + " to " + nameOf(after);
  return [
    element("h2", { id: "comparison" }, [title]),
    ...(wanted.lead ? [element("p", {}, [wanted.lead]), drawLastingAddress(before, after)] : []),
    ...drawWarnings(page, wanted),
    ...drawSides(page, wanted),
    ...drawNotesBetween(page, wanted),
    ...drawComparison(page, wanted),
  ];
}

/** What a day stands for may change with the next revision; the ids of two revisions always mean the same. @param {Revision} before @param {Revision} after */
function drawLastingAddress(before, after) {
  const query = "?from=" + before.id + "&to=" + after.id;
  return element("p", { class: "policy-small" }, [
    "The address that always shows this comparison: ",
    element("a", { href: query }, [window.location.pathname + query]),
  ]);
}

/** @param {Page} page @param {Wanted} wanted */
function sidesOf(page, wanted) {
  return [wanted.from, wanted.to].map((at) => page.data.revisions[at]);
}

/** @param {Page} page @param {Wanted} wanted */
function drawComparison(page, wanted) {
  if (page.history.areSame(wanted.from, wanted.to)) {
    const said = wanted.from === wanted.to ? " Both sides are one revision." : "";
    return [element("p", { class: "policy-same" }, [SAME + said])];
  }
  const redline = new Redline(page.history, wanted.from, wanted.to);
  const drawing = drawRedline(redline, page.root);
  const language = page.data.policy.language;
  const properties = Object.assign({ class: "policy-text policy-redline" }, language ? { lang: language } : {});
  return drawChangeList(redline, drawing.changes).concat([
    element("h2", { id: "redline" }, ["The whole text with its changes marked"]),
    drawLegend(drawing),
    drawViews(drawing),
    drawOtherViews(page, wanted),
    drawSideBySide(redline, page.root, sidesOf(page, wanted), language),
    element("article", properties, drawing.sections),
  ]);
}

/** @param {Page} page @param {Wanted} wanted */
function drawOtherViews(page, wanted) {
  const [before, after] = sidesOf(page, wanted);
  return element("p", { class: "policy-other-views" }, [
    "Other views: ",
    revisionLink(page, before, "", "the text before without marks"),
    ", ",
    revisionLink(page, after, "", "the text after without marks"),
    ".",
  ]);
}
