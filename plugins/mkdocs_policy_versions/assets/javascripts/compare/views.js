/* The views of a redline: the whole text with its changes, changed clauses only, and both texts side by side. */

import { nameOf } from "./days.js";
import { element } from "./elements.js";
import { drawRedline, isChanged, sectionsOf } from "./redline.js";

/** The choice of a view, which the address may make (`view=sides`); the stylesheet shows what belongs to it. */
export function drawViews(drawing) {
  const isSides = new URLSearchParams(window.location.search).get("view") === "sides";
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
  return element("fieldset", { class: "policy-views" }, [element("legend", {}, ["Show"])].concat(options));
}

function chosen(isChosen) {
  return isChosen ? { checked: "" } : {};
}

export function drawLegend(drawing) {
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

/** The changed clauses with each text in a column of its own. Ids and numbers stay with the whole text. */
export function drawSideBySide(store, blocks, root, revisions, language) {
  const changed = sectionsOf(blocks).filter((section) => section.some(isChanged));
  const rows = changed.map((section) => {
    const sides = ["old", "new"].map((side, at) => {
      const title = element("p", { class: "policy-side-title" }, [nameOf(revisions[at])]);
      const properties = Object.assign({ class: "policy-text policy-redline" }, language ? { lang: language } : {});
      return element("div", properties, [title, ...drawSide(store, section, root, side)]);
    });
    return element("div", { class: "policy-pair" }, sides);
  });
  const names = revisions.map((revision) => element("div", {}, [nameOf(revision)]));
  const head = element("div", { class: "policy-pair policy-pair-head", "aria-hidden": "true" }, names);
  return element("div", { class: "policy-sides-view" }, [head].concat(rows));
}

function drawSide(store, section, root, side) {
  const blocks = section.map((block) => oneSide(block, side)).filter((block) => block.items.length);
  const drawn = drawRedline(store, blocks, root, [[], []]).sections;
  for (const part of drawn) {
    part.querySelectorAll(".policy-number").forEach((mark) => mark.remove());
    part.querySelectorAll("[id]").forEach((place) => place.removeAttribute("id"));
  }
  return drawn;
}

/** A block as one of the two texts has it: words that both have in that text's spelling and looks. */
function oneSide(block, side) {
  const form = block[side + "Form"] || block.newForm || block.oldForm;
  const items = block.items.filter((item) => item[side] >= 0).map((item) => {
    const isKept = item.old >= 0 && item.new >= 0;
    return isKept ? Object.assign({}, item, { old: item[side], new: item[side] }) : item;
  });
  return { items: items, oldForm: form, newForm: form };
}
