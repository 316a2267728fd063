/* A passage with what was sought marked. */

import { element } from "../compare/elements.js";

/** @param {import("./excerpts.js").Excerpt} excerpt @param {Record<string, string>} [properties] */
export function passage(excerpt, properties = {}) {
  const nodes = excerpt.map(([text, isSought]) => (isSought ? element("mark", {}, [text]) : text));
  return element("p", { class: "policy-found-passage", dir: "auto", ...properties }, nodes);
}
