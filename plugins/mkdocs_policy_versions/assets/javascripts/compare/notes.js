/* Footnotes in a redline: what refers to a note leads to it, and its number back (policy_history/redline/notes_html.py). */

import { element } from "./elements.js";

/** @typedef {{element: any, label: string, number: string, isNote: boolean}} Place a footnote, or a number of one */

/** What stands in the id of a footnote for its label. @param {string} label */
function inId(label) {
  return label.replace(/[\s%]/g, "-");
}

/** The footnotes of a drawing and their numbers, in reading order. */
export class Notes {
  constructor() {
    /** @type {Place[]} */
    this.places = [];
  }

  /** The element of a footnote; without a label of one that is gone, to which nothing leads. @param {string | null} label */
  start(label) {
    const made = element("div", { role: "doc-footnote" });
    if (label !== null) {
      this.places.push({ element: made, label: label, number: "", isNote: true });
    }
    return made;
  }

  /** The number of a note, in the text or before the note. @param {string} number @param {string} label */
  number(number, label) {
    const made = element("sup", {}, []);
    this.places.push({ element: made, label: label, number: number, isNote: false });
    return made;
  }

  /** Give all their texts, and those that stand in both texts or in the new one alone their links. @param {boolean} linked */
  finish(linked) {
    const found = linked ? linksOf(this.places) : [];
    const given = new Set(found.map((link) => link.id));
    for (const { element: made, number, isNote } of this.places) {
      if (!isNote && !found.some((link) => link.place.element === made)) {
        made.appendChild(document.createTextNode(number));
      }
    }
    for (const link of found) {
      draw(link, given);
    }
  }
}

/** @typedef {{place: Place, id: string, target: string, isBack: boolean}} Link with an empty id where the place is given none */

/** @param {Place[]} places @returns {Link[]} */
function linksOf(places) {
  /** @type {Link[]} */
  const found = [];
  const given = new Set();
  const give = (/** @type {string} */ id) => (given.has(id) ? "" : id);
  /** @type {any} the element of the note whose number comes next */
  let own = null;
  for (const place of places) {
    const [note, reference] = ["fn:" + inId(place.label), "fnref:" + inId(place.label)];
    if (place.isNote) {
      found.push({ place: place, id: give(note), target: "", isBack: false });
      given.add(note);
      own = place.element;
    } else if (!isInside(place.element, (/** @type {any} */ each) => each.nodeName.toLowerCase() === "del")) {
      /** @type {boolean} */
      const isBack = own !== null && isInside(place.element, (/** @type {any} */ each) => each === own);
      const id = isBack ? "" : give(reference);
      found.push({ place: place, id: id, target: isBack ? reference : note, isBack: isBack });
      given.add(id);
      own = isBack ? null : own;
    }
  }
  return found;
}

/** @param {any} node @param {(node: any) => boolean} test */
function isInside(node, test) {
  let each = node.parentNode;
  while (each && !test(each)) {
    each = each.parentNode;
  }
  return Boolean(each);
}

/** @param {Link} link @param {Set<string>} given the ids that are there */
function draw({ place, id, target, isBack }, given) {
  const made = place.element;
  const named = id ? { id: id } : {};
  if (place.isNote) {
    Object.entries(named).forEach(([name, value]) => made.setAttribute(name, value));
    return;
  }
  const text = [document.createTextNode(place.number)];
  const isThere = given.has(target);
  if (isBack) {
    const back = isThere ? { href: "#" + target, role: "doc-backlink", title: "Back to the text" } : {};
    made.parentNode.replaceChild(element(isThere ? "a" : "span", back, text), made);
  } else {
    const forth = isThere ? { href: "#" + target, role: "doc-noteref", ...named } : named;
    made.appendChild(element(isThere ? "a" : "span", forth, text));
  }
}
