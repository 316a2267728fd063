/* The words around a change that both texts have: the twin of policy_history/redline/surroundings.py. */

import { WORD, tokensOf } from "./redline.js";

/** @typedef {import("./redline.js").Span} Span */
/** @typedef {import("./redline.js").Token} Token */

/** How many words are quoted at most. */
const [BEFORE, BEHIND] = [8, 5];
/** Signs behind which a sentence ends. */
const ENDS = new Set(".!?。！？؟।");

/** What stands right before a group of spans and right behind it, in its sentence, with the blanks between. @param {Span[][]} groups @param {number} at @returns {[string, string]} */
export function surroundings(groups, at) {
  const [first, last] = [tokensOf(groups[at][0])[0], tokensOf(groups[at][groups[at].length - 1])[0]];
  const before = at ? wordsBefore(kept(groups, at - 1)) : "";
  const behind = at + 1 < groups.length ? wordsBehind(kept(groups, at + 1)) : "";
  return [before + (before && (first.gap || last.gap) ? " " : ""), behind];
}

/** @param {Span[][]} groups @param {number} at @returns {Token[]} */
function kept(groups, at) {
  const [first] = groups[at];
  return first.operation === "equal" ? first.new : [];
}

/** The last of these words, from the beginning of their sentence on. @param {Token[]} tokens */
export function wordsBefore(tokens) {
  let start = tokens.length;
  for (let count = 0; start && count < BEFORE && !ENDS.has(tokens[start - 1].text); ) {
    start -= 1;
    count += WORD.test(tokens[start].text) ? 1 : 0;
  }
  const isCut = start > 0 && !ENDS.has(tokens[start - 1].text);
  return (isCut ? "… " : "") + running(tokens.slice(start)).trimStart();
}

/** The first of these words, up to the end of their sentence. @param {Token[]} tokens */
function wordsBehind(tokens) {
  let end = 0;
  for (let count = 0; end < tokens.length && count < BEHIND; ) {
    count += WORD.test(tokens[end].text) ? 1 : 0;
    end += 1;
    if (ENDS.has(tokens[end - 1].text)) {
      return running(tokens.slice(0, end));
    }
  }
  return running(tokens.slice(0, end)) + (end < tokens.length ? " …" : "");
}

/** @param {Token[]} tokens */
function running(tokens) {
  return tokens.map((token) => (token.gap ? " " : "") + token.text).join("");
}
