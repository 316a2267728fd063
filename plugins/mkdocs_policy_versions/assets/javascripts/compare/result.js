/* What the page shows for two versions, in this order: answer, meaning, map, text, proof. */

import { changes } from "../redline/changes.js";
import { folded } from "../redline/folding.js";
import { Redline } from "../redline/redline.js";
import { _, dayInWords, ngettext } from "../redline/wording.js";
import { addressOf, drawLine, drawNotesBetween, drawRecord, drawWarnings, sidesOf, stepsOf } from "./cover.js";
import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawChangeList, onlyDifference } from "./listing.js";
import { drawMap, howMany } from "./map.js";
import { drawRedline } from "./redline.js";
import { drawLegend, drawSides, drawViews } from "./views.js";

/** @import { Wanted } from "./asked.js" */
/** @import { Revision } from "./days.js" */
/** @typedef {{policy: {language?: string}, revisions: Revision[]}} Data what compare.json says of the policy */
/**
 * The place for comparisons: what was loaded for it, and what was drawn in it last.
 * @typedef {object} Page
 * @property {HTMLElement} element
 * @property {Data} data
 * @property {import("../redline/redline.js").History} history
 * @property {string} root
 * @property {Record<string, string>} textAttributes language and direction of the texts
 * @property {Record<string, string>} ownAttributes the same of our own words within them
 * @property {HTMLElement} status
 * @property {HTMLElement} result
 * @property {HTMLDetailsElement} asking the forms, folded when something is shown
 * @property {Record<string, string>} textAttributes language and direction of the texts
 * @property {Record<string, string>} ownAttributes those of our own words within them
 * @property {Element} heading
 * @property {string} question the heading as it was
 * @property {string} title the document's as it was
 * @property {string} [shown]
 */

/** The answer in the words of a heading, and what stands below it. @param {Page} page @param {Wanted} wanted */
export function drawResult(page, wanted) {
  const isSame = page.history.areSame(wanted.from, wanted.to);
  const redline = isSame ? null : new Redline(page.history, wanted.from, wanted.to);
  const found = redline ? changes(redline) : [];
  return {
    answer: answerOf(page, wanted, found),
    nodes: [
      drawLine(page, wanted),
      ...drawWarnings(page, wanted),
      ...(wanted.from === wanted.to ? [] : drawNotesBetween(page, wanted)),
      ...(redline ? drawComparison(page, wanted, redline, found) : [element("p", { class: "policy-same" }, [_("It is the same text.")])]),
      ...drawRecord(page, wanted),
    ],
  };
}

/** @param {Page} page @param {Wanted} wanted @param {import("../redline/changes.js").Change[]} found */
function answerOf(page, wanted, found) {
  const [before, after] = sidesOf(page, wanted).map(nameOf);
  if (!found.length) {
    const between = _("Nothing has changed between %(before)s and %(after)s", { before, after });
    return wanted.since ? _("Nothing has changed since %(day)s", { day: dayInWords(wanted.since) }) : between;
  }
  const many = howMany(found);
  if (!wanted.since) {
    return _("From %(before)s to %(after)s: %(changes)s", { before, after, changes: many });
  }
  const values = { day: dayInWords(wanted.since), changes: many };
  const steps = stepsOf(page, wanted);
  if (steps.length < 2) {
    return _("Since %(day)s: %(changes)s", values);
  }
  const material = steps.filter((step) => step.class === "material").length;
  if (!material) {
    return ngettext(
      "Since %(day)s: %(changes)s, made in %(num)s version, none of them material",
      "Since %(day)s: %(changes)s, made in %(num)s versions, none of them material",
      steps.length,
      values,
    );
  }
  return ngettext(
    "Since %(day)s: %(changes)s, made in %(num)s version, %(material)s of them material",
    "Since %(day)s: %(changes)s, made in %(num)s versions, %(material)s of them material",
    steps.length,
    { ...values, material },
  );
}

/** @param {Page} page @param {Wanted} wanted @param {Redline} redline @param {import("../redline/changes.js").Change[]} found */
function drawComparison(page, wanted, redline, found) {
  const revisions = sidesOf(page, wanted);
  /** @type {import("./redline.js").Folding} */
  const folding = { plan: folded(redline), places: [addressOf(page, revisions[0]), addressOf(page, revisions[1])] };
  const drawing = drawRedline(redline, page.root, folding);
  const article = element("article", { class: "policy-text policy-redline", id: "redline", ...page.textAttributes }, drawing.sections);
  const sides = element("div", { class: "policy-sides-view" });
  /** @type {Record<string, any[]>} what was drawn of each view */
  const drawn = { "view-changed": drawing.sections };
  const show = (/** @type {string} */ view) => {
    const isSides = view === "view-sides";
    drawn[view] ??= isSides
      ? drawSides(redline, page.root, folding, revisions, page.textAttributes, page.ownAttributes)
      : drawRedline(redline, page.root).sections;
    (isSides ? sides : article).replaceChildren(...drawn[view]);
    nameOwnWords(page);
  };
  const without = () => _("No word, link or layout changed between these two versions.") + " " + onlyDifference(redline);
  return [
    found.length ? drawMap(found, _("Changed clauses")) : element("p", {}, [without()]),
    drawViews(show),
    sides,
    article,
    ...drawChangeList(redline, found),
    ...drawLegend(drawing),
  ];
}

/** The marks within a text of another language say that they are not in it. @param {Page} page */
export function nameOwnWords(page) {
  for (const mark of page.result.querySelectorAll(".policy-text .policy-mark, .policy-side-title, .policy-changes .policy-mark")) {
    Object.entries(page.ownAttributes).forEach(([name, value]) => mark.setAttribute(name, value));
  }
  const quotations = Object.keys(page.ownAttributes).length ? page.result.querySelectorAll(".policy-changes a:first-child, .policy-map a") : [];
  for (const quotation of quotations) {
    Object.entries(page.textAttributes).forEach(([name, value]) => quotation.setAttribute(name, value));
  }
}
