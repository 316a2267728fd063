/* The views of a redline: each change with what stands around it, the whole text, and both texts side by side. */

import { _, parts } from "../redline/wording.js";
import { folded } from "./cover.js";
import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawSides as drawPairs } from "./redline.js";

/** @typedef {ReturnType<import("./redline.js").drawRedline>} Drawn */

/** The choice of a view, which the address may make (`view=sides`); the stylesheet shows what belongs to it. @param {(view: string) => void} show draws one when it is chosen */
export function drawViews(show) {
  const isSides = new URLSearchParams(window.location.search).get("view") === "sides";
  /** @param {string} id @param {boolean} isChosen @param {string} said */
  const option = (id, isChosen, said) =>
    element("label", {}, [element("input", { type: "radio", name: "view", id: id, ...(isChosen ? { checked: "" } : {}) }), " " + said]);
  const options = [
    option("view-changed", !isSides, _("changed passages")),
    option("view-all", false, _("whole text")),
    option("view-sides", isSides, _("side by side")),
  ];
  const choice = element("fieldset", { class: "policy-views" }, [element("legend", {}, [_("View")])].concat(options));
  choice.addEventListener("change", (/** @type {any} */ event) => show(event.target.id));
  if (isSides) {
    show("view-sides");
  }
  return choice;
}

/** How to read the marks, and which of the quiet ones are shown. @param {Drawn} drawing */
export function drawLegend(drawing) {
  /** @param {string} name @param {string} said */
  const part = (name, said) => element("span", { class: "policy-legend-" + name }, [said]);
  const marks = {
    struck: part("removed", _("Struck through")),
    underlined: part("added", _("Underlined")),
    dotted: part("moved", _("Dotted")),
  };
  const said = parts("%(struck)s: removed. %(underlined)s: added. %(dotted)s: moved.", marks);
  const first = { link: element("a", { href: "#change-1" }, [_("change 1")]) };
  const start = drawing.changes.length ? [" ", ...parts("Start with %(link)s.", first)] : [];
  return folded(_("How to read the marks"), [element("p", { class: "policy-legend" }, [...said, ...start]), ...drawMarks(drawing)], { id: "legend" });
}

/** @param {Drawn} drawing */
function drawMarks(drawing) {
  /** @param {Record<string, string>} properties @param {string} said */
  const option = (properties, said) => element("label", {}, [element("input", { type: "checkbox", ...properties }), " " + said]);
  const options = [];
  if (drawing.quiet) {
    options.push(option({ id: "view-quiet" }, _("also quotation marks, capitals and spaces (%(count)s)", { count: drawing.quiet })));
  }
  if (drawing.numbering) {
    const said = _("also numbers of clauses and references to them (%(count)s)", { count: drawing.numbering });
    options.push(option({ id: "view-numbering", checked: "" }, said));
  }
  return options.length ? [element("fieldset", { class: "policy-views" }, [element("legend", {}, [_("Mark")]), ...options])] : [];
}

/** The changed clauses with each text in a column of its own. Ids and numbers stay with the whole text. @param {import("../redline/redline.js").Redline} redline @param {string} root @param {import("./redline.js").Folding} folding @param {import("./days.js").Revision[]} revisions @param {Record<string, string>} attributes @param {Record<string, string>} own the attributes of our own words within the texts */
export function drawSides(redline, root, folding, revisions, attributes, own) {
  const properties = { class: "policy-text policy-redline", ...attributes };
  // The older text stands where the policy's own lines begin.
  /** @type {Record<string, string>} */
  const towards = attributes.dir ? { dir: attributes.dir } : {};
  const rows = drawPairs(redline, root, folding).map((pair) => {
    const sides = pair.map((nodes, at) => {
      const title = element("p", { class: "policy-side-title", ...own }, [nameOf(revisions[at])]);
      return element("div", properties, [title, ...nodes]);
    });
    return element("div", { class: "policy-pair", ...towards }, sides);
  });
  const names = revisions.map((revision) => element("div", own, [nameOf(revision)]));
  return [element("div", { class: "policy-pair policy-pair-head", ...towards }, names), ...rows];
}
