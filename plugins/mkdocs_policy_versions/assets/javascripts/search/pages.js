/* Words in the hand-written pages of a site, from the file that publish/search_file.py writes. */

import { element } from "../compare/elements.js";
import { _, ngettext } from "../redline/wording.js";
import { excerpt } from "./excerpts.js";
import { passage } from "./passage.js";
import { stands, terms } from "./query.js";
import { normal, spelt } from "./words.js";

/** @typedef {{url: string, title: string, id: string, heading: string, text: string, spelt: string}} Section */

/** What searches the pages. @param {any} data what search.json holds @param {string} root leads to the site's root @returns {import("./box.js").Search} */
export function searchOfPages(data, root) {
  /** @type {Section[]} */
  const sections = data.pages.flatMap((/** @type {any} */ page) =>
    page.sections.map((/** @type {[string, string, string]} */ [id, heading, text]) => {
      return { url: page.url, title: page.title, id: id, heading: heading, text: text, spelt: spelt(heading + " | " + text) };
    }),
  );
  return (query) => {
    const sought = terms(query);
    const found = sections.filter((section) => sought.every((term) => stands(term, section.spelt)));
    return { nodes: drawn(found, sought, root, elsewhere(data.policies, query, root)), said: saidOf(found.length) };
  };
}

/** What was found, each drawn when it is asked for, and the ways elsewhere. @param {Section[]} found @param {import("./query.js").Term[]} sought @param {string} root @param {HTMLElement[]} ways */
function* drawn(found, sought, root, ways) {
  for (const section of found) {
    yield drawSection(section, sought, root);
  }
  yield* ways;
}

/** @param {number} count */
function saidOf(count) {
  return count ? ngettext("%(num)s place on these pages.", "%(num)s places on these pages.", count) : _("Nothing found on these pages.");
}

/** @param {Section} section @param {import("./query.js").Term[]} sought @param {string} root */
function drawSection({ url, title, id, heading, text }, sought, root) {
  const address = (root + url || "./") + (id ? "#" + encodeURIComponent(id) : "");
  const name = element("h2", {}, [element("a", { href: address }, [heading || title])]);
  const page = heading && heading !== title ? [element("p", { class: "policy-small" }, [title])] : [];
  const words = excerpt(text, normal(text), sought);
  return element("li", {}, [name, ...page, ...(words.length ? [passage(words)] : [])]);
}

/** The ways to the versions of each policy, with the same words. @param {{title: string, language: string, url: string}[]} policies @param {string} query @param {string} root */
function elsewhere(policies, query, root) {
  return policies.map(({ title, language, url }) => {
    const address = root + url + "#" + new URLSearchParams({ q: query });
    const name = element("a", { href: address, lang: language, dir: "auto" }, [title]);
    return element("li", {}, [element("h2", {}, [name]), element("p", {}, [_("Search every version of this policy for the same words.")])]);
  });
}
