/* What was found in the versions of a policy, drawn: clause by clause, since when and until when it is in the text. */

import { classOfTitle } from "../compare/article_headings.js";
import { element } from "../compare/elements.js";
import { appliedLast, isReconstructed, nameOf } from "../compare/days.js";
import { _, dayInWords, ngettext, parts, pluralParts } from "../redline/wording.js";
import { Texts } from "./answers.js";
import { passage } from "./passage.js";
import { terms } from "./query.js";

/** @import { Answer, Period } from "./answers.js" */

/** So many clauses are shown at once; the others are drawn when they are asked for. */
const AT_ONCE = 20;

/** What searches the versions of a policy. @param {any} data what compare.json holds @param {string} root leads to the site's root @returns {import("./box.js").Search} */
export function searchOfVersions(data, root) {
  const texts = new Texts(data);
  const drawing = new Drawing(data, root);
  const draw = (/** @type {import("./answers.js").Having} */ each, /** @type {import("./query.js").Term[]} */ sought) => drawing.answer(texts.answer(each, sought, drawing.current));
  return (query) => {
    const sought = terms(query);
    const found = texts.having(sought, drawing.current);
    return { nodes: drawn(found, (each) => draw(each, sought)), said: saidOf(found.length) };
  };
}

/** The first answers, each drawn when it is asked for, and a button for the others. @param {import("./answers.js").Having[]} found @param {(each: import("./answers.js").Having) => HTMLElement} draw */
function* drawn(found, draw) {
  for (const each of found.slice(0, AT_ONCE)) {
    yield draw(each);
  }
  if (found.length > AT_ONCE) {
    yield rest(found.length, () => found.slice(AT_ONCE).map(draw));
  }
}

/** @param {number} count */
function saidOf(count) {
  return count ? ngettext("%(num)s clause has this.", "%(num)s clauses have this.", count) : _("Nothing found: no version has this.");
}

/** The button behind which the other answers are. @param {number} count @param {() => HTMLElement[]} drawn */
function rest(count, drawn) {
  const button = element("button", { type: "button", class: "policy-form-submit" }, [ngettext("Show the %(num)s clause", "Show all %(num)s clauses", count)]);
  const item = element("li", {}, [button]);
  button.addEventListener("click", () => {
    const others = drawn();
    item.replaceWith(...others);
    others[0].querySelector("a")?.focus();
  });
  return item;
}

class Drawing {
  /** @param {any} data @param {string} root */
  constructor(data, root) {
    this.revisions = data.revisions;
    this.language = data.policy.language;
    this.root = root;
    const current = appliedLast(data.revisions);
    this.current = current < 0 ? data.revisions.length - 1 : current;
    this.isAhead = current < 0;
  }

  /** @param {Answer} answer */
  answer({ clause, title, periods }) {
    const name = element("a", { href: this.textOf(periods[0].quoted, clause) }, [title || _("Before the first heading")]);
    const heading = element("h2", title ? { lang: this.language, dir: "auto", ...classOfTitle(title) } : {}, [name]);
    return element("li", {}, [heading, ...periods.flatMap((period) => this.period(period, clause))]);
  }

  /** @param {Period} period @param {string} clause */
  period(period, clause) {
    const said = [...this.when(period, clause), " ", ...pluralParts("Found in %(num)s place.", "Found in %(num)s places.", period.places)];
    const shown = period.excerpt.length ? [passage(period.excerpt, { lang: this.language })] : [];
    return [element("p", {}, said), ...shown, this.versions(period, clause)];
  }

  /** Since when and until when it is in the text. @param {Period} period @param {string} clause */
  when({ first, last }, clause) {
    const isGone = last + 1 < this.revisions.length;
    const values = { day: this.cameOn(first, clause), end: isGone ? this.leftOn(last + 1) : "" };
    if (first > this.current || this.isAhead) {
      return parts("Will be in the text from %(day)s.", values);
    }
    if (isGone && last < this.current) {
      return parts("In the text from %(day)s, removed on %(end)s.", values);
    }
    return isGone
      ? parts("In the text since %(day)s; will be removed on %(end)s.", values)
      : parts("In the text since %(day)s.", values);
  }

  /** The day, leading to what changed on it; of the first version to its text. @param {number} at @param {string} clause */
  cameOn(at, clause) {
    if (at) {
      return this.leftOn(at);
    }
    const [first] = this.revisions;
    const day = dayInWords(first.effective);
    const said = isReconstructed(first) ? _("%(day)s (the first version, a reconstruction)", { day }) : _("%(day)s (the first version)", { day });
    return element("a", { href: this.textOf(0, clause) }, [said]);
  }

  /** @param {number} at */
  leftOn(at) {
    return element("a", { href: this.root + this.revisions[at].url + "changes/" }, [dayInWords(this.revisions[at].effective)]);
  }

  /** The versions that have it, listed when they are asked for. @param {Period} period @param {string} clause */
  versions({ first, last }, clause) {
    const count = last - first + 1;
    const list = element("ul");
    const details = element("details", {}, [element("summary", {}, [ngettext("%(num)s version has it", "%(num)s versions have it", count)]), list]);
    details.addEventListener("toggle", () => {
      const numbers = Array.from({ length: count }, (_, back) => last - back);
      const link = (/** @type {number} */ at) => element("a", { href: this.textOf(at, clause) }, [this.nameOf(at)]);
      list.replaceChildren(...numbers.map((at) => element("li", {}, [link(at)])));
    }, { once: true });
    return details;
  }

  /** A version by its day; of one to come that it is. @param {number} at */
  nameOf(at) {
    const day = nameOf(this.revisions[at]);
    return at > this.current || this.isAhead ? _("%(day)s (not in force yet)", { day }) : day;
  }

  /** The permanent address of a clause. @param {number} at @param {string} clause */
  textOf(at, clause) {
    return this.root + this.revisions[at].url + (clause ? "#" + encodeURIComponent(clause) : "");
  }
}
