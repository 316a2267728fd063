/* Whole sentences, in which what differs has a name in braces; it may be an element. */

import { element } from "../compare/elements.js";

/** The nodes of a sentence. @param {string} sentence @param {Record<string, any>} values @returns {any[]} */
export function filled(sentence, values) {
  return sentence.split(/(\{\w+\})/).map((part) => (/^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part));
}

/** A passage with what was sought marked. @param {import("./excerpts.js").Excerpt} excerpt @param {Record<string, string>} [properties] */
export function passage(excerpt, properties = {}) {
  const nodes = excerpt.map(([text, isSought]) => (isSought ? element("mark", {}, [text]) : text));
  return element("p", { class: "policy-answer-passage", dir: "auto", ...properties }, nodes);
}
