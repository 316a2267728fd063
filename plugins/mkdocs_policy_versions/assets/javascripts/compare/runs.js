/* Words as nodes, with their emphasis, code and links. */

import { CODE, EMPHASIS, IMAGE, LINK, PLAIN, STRONG, lookOf, markOf, stylesOf, visible } from "./store.js";
import { address, element } from "./elements.js";

/** Stretches of [text, style] of a run, the white space before it apart; `before` is the style it follows. */
function stretchesOf(store, run, before) {
  const shown = visible(store, run);
  const text = shown.replace(/^\s+/, "");
  const parts = stylesOf(lookOf(store, run).look).map((part) => [part[0] === null ? text : part[0], part[1]]);
  const blank = shown.slice(0, shown.length - text.length);
  if (blank && parts.length) {
    parts.unshift([blank, before ? commonStyle(before, parts[0][1]) : parts[0][1]]);
  }
  return parts;
}

function commonStyle(one, other) {
  return PLAIN.map((plain, at) => (one[at] === other[at] ? one[at] : plain));
}

/** The runs of one side as nodes with their emphasis, code and links. */
export function drawRuns(drawing, runs) {
  const stretches = [];
  for (const run of runs) {
    if (markOf(drawing.store, run)) {
      stretches.push([null, PLAIN]);
    } else {
      const last = stretches[stretches.length - 1];
      stretches.push(...stretchesOf(drawing.store, run, last ? last[1] : PLAIN));
    }
  }
  if (drawing.isCode) {
    stretches.forEach((stretch) => {
      stretch[1] = PLAIN;
    });
  }
  return styled(stretches, 0, drawing.root);
}

/** @type {[number, (style: any, root: any) => HTMLElement][]} */
const LEVELS = [
  [LINK, (style, root) => element("a", address("href", style[LINK], root))],
  [IMAGE, (style, root) => element("img", address("src", style[IMAGE], root))],
  [STRONG, () => element("strong")],
  [EMPHASIS, () => element("em")],
  [CODE, () => element("code")],
];

function styled(stretches, depth, root) {
  if (depth === LEVELS.length) {
    return stretches.map((stretch) => (stretch[0] === null ? element("br") : document.createTextNode(stretch[0])));
  }
  const [name, make] = LEVELS[depth];
  const nodes = [];
  for (let at = 0; at < stretches.length; ) {
    const style = stretches[at][1];
    let end = at;
    while (end < stretches.length && stretches[end][1][name] === style[name]) {
      end += 1;
    }
    const inner = styled(stretches.slice(at, end), depth + 1, root);
    nodes.push(...(style[name] ? [wrapped(make(style, root), inner)] : inner));
    at = end;
  }
  return nodes;
}

function wrapped(outer, inner) {
  if (outer.tagName === "IMG") {
    outer.setAttribute("alt", inner.map((node) => node.textContent).join(""));
  } else {
    inner.forEach((node) => outer.appendChild(node));
  }
  return outer;
}
