/* The map of a redline: which clauses changed, and how much (publish/templates/_redline.html). */

import { barsOf, bySection, figuresOf, titleOf } from "../redline/summary.js";
import { ngettext } from "../redline/wording.js";
import { classOfTitle } from "./article_headings.js";
import { element } from "./elements.js";

/** @import { Change } from "../redline/changes.js" */
/** @import { Summary } from "../redline/summary.js" */

/** As many as leave twenty stops of the Tab key at most before the text; the line that folds one alone would be no shorter. */
const OPEN = 4;

/** How many changes there are, in how many clauses, in words. @param {Change[]} changes */
export function howMany(changes) {
  const clauses = ngettext("%(num)s clause", "%(num)s clauses", bySection(changes).length);
  return ngettext("%(num)s change in %(clauses)s", "%(num)s changes in %(clauses)s", changes.length, { clauses });
}

/** The map; of the clauses the first ones open. There must be a change. @param {Change[]} changes @param {string} heading */
export function drawMap(changes, heading) {
  const sections = bySection(changes);
  const most = Math.max(...sections.map((each) => each.wordsRemoved + each.wordsAdded));
  const open = sections.length === OPEN + 1 ? OPEN + 1 : OPEN;
  const more = sections.length - open;
  const rest = more > 0 ? [ngettext("%(num)s more clause", "%(num)s more clauses", more)] : [];
  return element("div", { class: "policy-map" }, [
    element("h2", { id: "changed-clauses" }, [heading]),
    drawRows(sections.slice(0, open), most),
    ...rest.map((said) => element("details", {}, [element("summary", {}, [said]), drawRows(sections.slice(open), most)])),
  ]);
}

/** @param {Summary[]} sections @param {number} most */
function drawRows(sections, most) {
  const bar = (/** @type {string} */ tag, /** @type {number} */ steps) => (steps ? [element(tag, { class: "policy-bar-" + steps })] : []);
  const rows = sections.map((section) => {
    const [old, newer] = barsOf(section, most);
    const size = [...bar("i", old), ...bar("b", newer), " " + figuresOf(section)];
    const title = titleOf(section);
    const link = element("a", { href: "#change-" + section.members[0].number, ...classOfTitle(title) }, [title]);
    return element("li", {}, [link, " ", element("span", { class: "policy-size", "aria-hidden": "true" }, size)]);
  });
  return element("ul", {}, rows);
}
