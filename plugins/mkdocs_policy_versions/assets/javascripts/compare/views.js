/* The views of a redline: the whole text with its changes, changed clauses only, and both texts side by side. */

import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawSides } from "./redline.js";

/** @typedef {ReturnType<import("./redline.js").drawRedline>} Drawn */

/** The choice of a view, which the address may make (`view=sides`); the stylesheet shows what belongs to it. @param {Drawn} drawing */
export function drawViews(drawing) {
  const isSides = new URLSearchParams(window.location.search).get("view") === "sides";
  /** @param {Record<string, string>} properties @param {string} said */
  const option = (properties, said) => element("label", {}, [element("input", properties), " " + said]);
  const options = [
    option({ type: "radio", name: "view", id: "view-all", ...chosen(!isSides) }, "the whole text"),
    option({ type: "radio", name: "view", id: "view-changed" }, "changed clauses only"),
    option({ type: "radio", name: "view", id: "view-sides", ...chosen(isSides) }, "changed clauses side by side"),
  ];
  if (drawing.quiet) {
    const said = "also quotation marks, capitals and spaces (" + drawing.quiet + ")";
    options.push(option({ type: "checkbox", id: "view-quiet" }, said));
  }
  if (drawing.numbering) {
    const said = "also numbers of clauses and references to them (" + drawing.numbering + ")";
    options.push(option({ type: "checkbox", id: "view-numbering", checked: "" }, said));
  }
  return element("fieldset", { class: "policy-views" }, [element("legend", {}, ["Show"])].concat(options));
}

/** @param {boolean} isChosen @returns {Record<string, string>} */
function chosen(isChosen) {
  return isChosen ? { checked: "" } : {};
}

/** @param {Drawn} drawing */
export function drawLegend(drawing) {
  /** @param {string} name @param {string} said */
  const part = (name, said) => element("span", { class: "policy-legend-" + name }, [said]);
  const end = drawing.changes.length
    ? [
        " Each change has a number, which leads to the one before and the one behind: ",
        element("a", { href: "#change-1" }, ["begin with the first"]),
        ".",
      ]
    : [];
  return element("p", { class: "policy-legend" }, [
    part("removed", "Removed text is struck through"),
    "; ",
    part("added", "added text is underlined"),
    "; ",
    part("moved", "moved text has a dotted line"),
    " in both places. Everything else is in both texts.",
    ...end,
  ]);
}

/** The changed clauses with each text in a column of its own. Ids and numbers stay with the whole text. @param {import("../redline/redline.js").Redline} redline @param {string} root @param {import("./days.js").Revision[]} revisions @param {string} [language] */
export function drawSideBySide(redline, root, revisions, language) {
  const properties = Object.assign({ class: "policy-text policy-redline" }, language ? { lang: language } : {});
  const rows = drawSides(redline, root).map((pair) => {
    const sides = pair.map((nodes, at) => {
      const title = element("p", { class: "policy-side-title" }, [nameOf(revisions[at])]);
      return element("div", properties, [title, ...nodes]);
    });
    return element("div", { class: "policy-pair" }, sides);
  });
  const names = revisions.map((revision) => element("div", {}, [nameOf(revision)]));
  const head = element("div", { class: "policy-pair policy-pair-head", "aria-hidden": "true" }, names);
  return element("div", { class: "policy-sides-view" }, [head].concat(rows));
}
