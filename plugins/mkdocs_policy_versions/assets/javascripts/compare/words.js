/* Words as elements with their emphasis, code, links and pictures (`tokens_html` of policy_history/redline/inline_html.py). */

import { partsOf } from "../redline/letters.js";
import { address, element } from "./elements.js";

/** @import { Style, Token } from "../redline/library.js" */
/** @import { Drawing } from "./redline.js" */
/** @import { Stretches } from "../redline/letters.js" */
/** @typedef {{text: string, style: Style, isSetOff?: boolean}} Stretch */
/** @typedef {"note" | "link" | "image" | "strong" | "emphasis" | "code" | "raised" | "lowered"} Level */

/** @type {Level[]} the styles, the outermost first */
const LEVELS = ["note", "link", "image", "strong", "emphasis", "code", "raised", "lowered"];
/** @type {Record<string, string>} */
const TAGS = { strong: "strong", emphasis: "em", code: "code", raised: "sup", lowered: "sub" };

/** Tokens with their looks; no space before the first one. @param {Drawing} drawing @param {Token[]} tokens @param {(token: Token) => string} gap @param {Map<number, Stretches> | null} letters the words of which some are set off, by their places @returns {any[]} */
export function drawTokens(drawing, tokens, gap, letters = null) {
  /** @type {Stretch[]} */
  const stretches = [];
  tokens.forEach((token, at) => {
    const parts = drawing.redline.library.parts(token);
    if (at && token.gap) {
      stretches.push({ text: gap(token), style: shared(stretches[stretches.length - 1].style, parts[0].style) });
    }
    const own = letters?.get(at);
    stretches.push(...(own ? cutAt(parts, own) : parts));
  });
  return styled(drawing, stretches, 0);
}

/** The parts of a word, cut where what is set off begins and ends. @param {Stretch[]} parts @param {Stretches} letters @returns {Stretch[]} */
function cutAt(parts, letters) {
  /** @type {Stretch[]} */
  const found = [];
  const waiting = letters.slice();
  for (const { text, style } of parts) {
    let left = text;
    while (left) {
      const [part, isSetOff] = /** @type {[string, boolean]} */ (waiting.shift());
      const length = Math.min(part.length, left.length);
      found.push({ text: left.slice(0, length), style: style, isSetOff: isSetOff });
      left = left.slice(length);
      if (length < part.length) {
        waiting.unshift([part.slice(length), isSetOff]);
      }
    }
  }
  return found;
}

/** A text with what differs of it set off, as far as the stretches are that text. @param {string} text @param {Stretches} stretches @returns {any[]} */
export function setOff(text, stretches) {
  return drawn(partsOf(text, stretches).map(([part, isSetOff]) => ({ text: part, isSetOff: isSetOff })));
}

/** Texts that meet are one; what is set off of them says nothing to a screen reader. @param {{text: string, isSetOff?: boolean}[]} parts @returns {any[]} */
function drawn(parts) {
  /** @type {any[]} */
  const nodes = [];
  for (const { text, isSetOff } of parts) {
    const last = nodes.length - 1;
    if (isSetOff) {
      nodes.push(element("b", { class: "policy-letters" }, [text]));
    } else if (typeof nodes[last] === "string") {
      nodes[last] += text;
    } else if (text) {
      nodes.push(text);
    }
  }
  return nodes;
}

/** What two styles have in common. @param {Style} one @param {Style} other @returns {Style} */
function shared(one, other) {
  return {
    strong: one.strong && other.strong,
    emphasis: one.emphasis && other.emphasis,
    code: one.code && other.code,
    link: one.link === other.link ? one.link : null,
    image: one.image === other.image ? one.image : null,
    note: one.note === other.note ? one.note : null,
    raised: one.raised && other.raised,
    lowered: one.lowered && other.lowered,
  };
}

/** @param {Drawing} drawing @param {Stretch[]} stretches @param {number} level @returns {any[]} */
function styled(drawing, stretches, level) {
  const name = LEVELS[level];
  if (!name) {
    return drawn(stretches);
  }
  const nodes = [];
  let start = 0;
  for (let at = 1; at <= stretches.length; at += 1) {
    const value = stretches[start].style[name];
    if (at === stretches.length || stretches[at].style[name] !== value) {
      nodes.push(...wrapped(drawing, stretches.slice(start, at), level, value));
      start = at;
    }
  }
  return nodes;
}

/** Stretches that share the style of a level. @param {Drawing} drawing @param {Stretch[]} stretches @param {number} level @param {string | boolean | null} value @returns {any[]} */
function wrapped(drawing, stretches, level, value) {
  const name = LEVELS[level];
  if (value === null || value === false) {
    return styled(drawing, stretches, level + 1);
  }
  if (name === "image") {
    return [element("img", { ...address("src", String(value), drawing.root), alt: textOf(stretches) })];
  }
  if (name === "note") {
    return [drawing.notes.number(textOf(stretches), String(value))];
  }
  const inner = styled(drawing, stretches, level + 1);
  return [name === "link" ? element("a", address("href", String(value), drawing.root), inner) : element(TAGS[name], {}, inner)];
}

/** @param {Stretch[]} stretches */
function textOf(stretches) {
  return stretches.map((stretch) => stretch.text).join("");
}
