/* The words around a change that both texts have: the twin of policy_history/redline/surroundings.py. */

import { differInCapital } from "./capitals.js";
import { LINE_BREAK, NOTE } from "./library.js";
import { WORD } from "./redline.js";
import { isRenumbered } from "./renumbering.js";
import { isAbbreviated } from "./sentence_ends.js";

/** @import { Redline } from "./redline.js" */
/** @import { Span } from "./entries.js" */
/** @import { Token } from "./library.js" */

/** How many words are quoted at most. */
const [BEFORE, BEHIND] = [8, 5];
/** Half a pair of brackets at the end of a quotation is none of its own, nor is a sign that ends what is not quoted. */
const [OPENING, CLOSING] = [/[ ([]+$/, /^[ )\],.;:，；：、。،؛]+/];
/** Signs behind which a sentence ends. */
const ENDS = new Set(".!?。！？؟।");
const CLOSING_ENDS = new Set("\"'”’»)]）」』");

/**
 * @typedef {{before: string, behind: string, leads: [string, string], tails: [string, string]}} Around
 * words around a change that both texts have, and the blanks between these and what was removed, and what was added
 */

/** @param {string} before @param {[string, string]} leads @returns {Around} */
export function around(before = "", leads = ["", ""]) {
  return { before: before, behind: "", leads: leads, tails: ["", ""] };
}

/** What stands right before a group of spans and right behind it, in its sentence. @param {Redline} redline @param {Span[][]} groups @param {number} at @returns {Around} */
export function surroundings(redline, groups, at) {
  const behind = at + 1 < groups.length ? wordsBehind(keptAlike(redline, groups[at + 1][0])[0]) : "";
  const [olds, news] = [groups[at].flatMap((span) => span.old), groups[at].flatMap((span) => span.new)];
  const kept = (at ? keptAlike(redline, groups[at - 1][0]).pop() : null) ?? [];
  // What closes the words that changed before these is no part of the quotation.
  const own = at > 1 ? kept.findIndex((token) => !closes(token)) : 0;
  const before = wordsBefore(own < 0 ? [] : kept.slice(own), [...olds, ...news][0]);
  const leads = before ? blanks(olds, news) : blanks([], []);
  const tails = behind ? blanks(groups[at + 1][0].old, groups[at + 1][0].new) : blanks([], []);
  return { before: before, behind: behind, leads: leads, tails: tails };
}

/** The blank before these words of either text. @param {Token[]} old @param {Token[]} newer @returns {[string, string]} */
function blanks(old, newer) {
  return [old[0]?.gap ? " " : "", newer[0]?.gap ? " " : ""];
}

/** The words of a span that stayed, parted where one was counted anew. @param {Redline} redline @param {Span} span @returns {Token[][]} */
function keptAlike(redline, span) {
  if (span.operation !== "equal") {
    return [[]];
  }
  /** @type {Token[][]} */
  const parts = [];
  const { keys } = redline.library;
  let start = 0;
  span.new.forEach((token, at) => {
    if (isRenumbered(redline, span.old[at], token) || differInCapital(keys[span.old[at].code], keys[token.code])) {
      parts.push(span.new.slice(start, at));
      start = at + 1;
    }
  });
  return [...parts, span.new.slice(start)];
}

/** The last of these words, from the beginning of their sentence on; `following` is the word behind them. @param {Token[]} tokens @param {Token} [following] */
export function wordsBefore(tokens, following) {
  let start = tokens.length;
  for (let count = 0; start && count < BEFORE && !ends(tokens, start - 1, following); ) {
    start -= 1;
    count += WORD.test(tokens[start].text) ? 1 : 0;
  }
  const isCut = start > 0 && !ends(tokens, start - 1, following);
  while (start > 0 && start < tokens.length && !isCut && closes(tokens[start])) {
    start += 1;
  }
  return (isCut ? "… " : "") + running(tokens.slice(start)).replace(CLOSING, "");
}

/** Whether a sentence ends with that word, its label, or a line; the stop of "Art. 6", "e.g. by post", "Dr." or "Mon.–Fri." ends none. @param {Token[]} tokens @param {number} at @param {Token} [following] */
function ends(tokens, at, following) {
  const [token, next] = [tokens[at], tokens[at + 1] ?? following];
  if (next?.gap === LINE_BREAK) {
    return true;
  }
  if (token.isLabel || !ENDS.has(token.text)) {
    return token.isLabel;
  }
  const isShort = at > 0 && !token.gap && isAbbreviated(tokens[at - 1].text);
  const isWithin = next !== undefined && !next.gap && !closes(next);
  return token.text !== "." || !(/^[\p{Nd}\p{Lowercase}]/u.test(next?.text ?? "") || isShort || isWithin);
}

/** Whether that word, right behind the end of a sentence, belongs to it: a quotation mark, the number of a note. @param {Token} token */
function closes(token) {
  return !token.gap && (CLOSING_ENDS.has(token.text) || token.code === NOTE);
}

/** The first of these words, up to the end of their sentence. @param {Token[]} tokens */
function wordsBehind(tokens) {
  if (tokens[0]?.gap === LINE_BREAK) {
    return "";
  }
  let end = 0;
  for (let count = 0; end < tokens.length && count < BEHIND; ) {
    count += WORD.test(tokens[end].text) ? 1 : 0;
    end += 1;
    if (ends(tokens, end - 1)) {
      return running(tokens.slice(0, end)).trimStart();
    }
  }
  return running(tokens.slice(0, end)).trim().replace(OPENING, "") + (end < tokens.length ? " …" : "");
}

/** These words, or the first of them where they are many. @param {Token[]} tokens */
export function wordsOfStretch(tokens) {
  let count = 0;
  const end = tokens.findIndex((token) => {
    count += WORD.test(token.text) ? 1 : 0;
    return count > BEFORE;
  });
  return running(end < 0 ? tokens : tokens.slice(0, end)).trimStart() + (end < 0 ? "" : " …");
}

/** @param {Token[]} tokens */
function running(tokens) {
  return tokens.map((token) => (token.gap ? " " : "") + (token.said ?? token.text)).join("");
}
