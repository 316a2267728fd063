/* What stands around a comparison: what is compared and what a reader must know first, the notes in between, the proof. */

import { _, dayInWords, ngettext, parts } from "../redline/wording.js";
import { isReconstructed, nameOf, untilOf } from "./days.js";
import { element, safeAddress } from "./elements.js";

/** @import { Revision } from "./days.js" */
/** @import { Page } from "./result.js" */
/** @import { Wanted } from "./asked.js" */

/** Where a version stands in full. @param {Page} page @param {Revision} revision */
export function addressOf(page, revision) {
  const isPlain = /^(?:\.|[a-z][a-z0-9+.-]*:)/i.test(revision.url);
  return isPlain ? safeAddress(revision.url, page.root) : page.root + revision.url.replace(/^\//, "");
}

/** @param {Page} page @param {Revision} revision @param {string} [end] @param {string} [said] */
export function revisionLink(page, revision, end, said) {
  return element("a", { href: addressOf(page, revision) + (end || "") }, [said || nameOf(revision)]);
}

/** @param {Page} page @param {Wanted} wanted */
export function sidesOf(page, wanted) {
  return [wanted.from, wanted.to].map((at) => page.data.revisions[at]);
}

/** The line below the answer: which two texts are compared, and over which days each applied. @param {Page} page @param {Wanted} wanted */
export function drawLine(page, wanted) {
  if (wanted.lead) {
    const agreed = page.data.revisions[wanted.from];
    const link = wanted.since ? [" ", revisionLink(page, agreed, "", _("Read the version of %(version)s", { version: nameOf(agreed) }))] : [];
    return element("p", { class: "policy-line" }, [wanted.lead, ...link]);
  }
  const [before, after] = sidesOf(page, wanted).map((side) => revisionLink(page, side));
  return element("p", { class: "policy-line" }, parts("The version of %(before)s compared with the version of %(after)s.", { before, after }));
}

/** What a reader must know before relying on the comparison. @param {Page} page @param {Wanted} wanted */
export function drawWarnings(page, wanted) {
  const sides = Array.from(new Set(sidesOf(page, wanted)));
  /** @param {string} title @param {(Node | string)[]} said */
  const notice = (title, ...said) => element("p", { class: "policy-notice", role: "note" }, [element("strong", {}, [title]), " ", ...said]);
  const warnings = [];
  if (wanted.from > wanted.to) {
    const said = _("The later text stands on the left: what it added is shown as removed, and what it removed as added.");
    warnings.push(notice(_("In reverse order."), said));
  }
  for (const side of sides.filter((each) => each.state === "upcoming")) {
    const version = { version: nameOf(side), day: dayInWords(side.effective) };
    const isSaid = side.id.split(".")[0] === side.effective;
    const said = isSaid ? _("The version of %(version)s applies from that day.", version) : _("The version of %(version)s takes effect on %(day)s.", version);
    warnings.push(notice(_("Not in force yet."), said));
  }
  const reconstructed = sides.filter(isReconstructed);
  reconstructed.forEach((side, at) => {
    const isLast = at === reconstructed.length - 1 && sides.length > 1;
    const rest = isLast ? [" ", _("Other changes may have been made; only these are certain.")] : [];
    warnings.push(notice(_("The text of %(day)s is a reconstruction.", { day: nameOf(side) }), side.basis ?? "", ...rest));
  });
  return warnings;
}

/** The versions after the first side up to the second, the oldest first. @param {Page} page @param {Wanted} wanted */
export function stepsOf(page, wanted) {
  const [first, last] = [wanted.from, wanted.to].sort((one, other) => one - other);
  return page.data.revisions.slice(first + 1, last + 1);
}

/** What the versions in between meant: the newest material one, or the newest for want of one, open; the others folded. @param {Page} page @param {Wanted} wanted */
export function drawNotesBetween(page, wanted) {
  const steps = stepsOf(page, wanted);
  const leading = steps.filter((step) => step.class === "material").pop() ?? steps[steps.length - 1];
  const others = steps.filter((step) => step !== leading);
  const version = { version: revisionLink(page, leading, "changes/") };
  const said = others.length
    ? parts("Editor’s note on the version of %(version)s (not part of the policy).", version)
    : [_("Editor’s note (not part of the policy).")];
  const note = element("div", { class: "policy-note policy-meaning", role: "note" }, [
    element("p", {}, [leading.note]),
    element("p", { class: "policy-small" }, said),
  ]);
  const more = ngettext("Editor’s note on %(num)s more version", "Editor’s notes on %(num)s more versions", others.length);
  return [note, ...folded(more, drawNotes(page, others))];
}

/** @param {Page} page @param {Revision[]} steps */
function drawNotes(page, steps) {
  const notes = steps.slice().reverse().map((step) =>
    element("div", {}, [
      element("dt", {}, [revisionLink(page, step, "changes/"), ...(step.class === "material" ? [] : [" · " + valueInWords(step.class)])]),
      element("dd", {}, [step.note]),
    ])
  );
  return notes.length ? [element("dl", { class: "policy-note" }, notes)] : [];
}

/** Something below a line that opens it; nothing where there is nothing. @param {string} said @param {(Node | string)[]} nodes @param {Record<string, string>} [properties] */
export function folded(said, nodes, properties = {}) {
  const made = () => element("details", { class: "policy-record", ...properties }, [element("summary", {}, [said]), ...nodes]);
  return nodes.length ? [made()] : [];
}

/** Both sides: days, class, wording and fingerprint of each, and how to cite their comparison. @param {Page} page @param {Wanted} wanted */
export function drawRecord(page, wanted) {
  const [before, after] = sidesOf(page, wanted);
  const query = "?from=" + before.id + "&to=" + after.id;
  const texts = { old: revisionLink(page, before, "", _("the old text")), new: revisionLink(page, after, "", _("the new text")) };
  const program = parts("This comparison was made by a program. If it and the texts differ, the texts count: %(old)s, %(new)s.", texts);
  const link = element("a", { href: query }, [window.location.pathname + query]);
  const cite = parts("Cite this comparison by the address that always shows it: %(link)s", { link });
  return folded(_("Proof and source"), [drawSidesTable(page, wanted), element("p", {}, program), element("p", {}, cite)], { id: "record" });
}

/** @param {Page} page @param {Wanted} wanted */
function drawSidesTable(page, wanted) {
  /** @type {[string, (revision: Revision, at: number) => Node | string][]} */
  const facts = [
    [_("Version"), (revision) => revisionLink(page, revision)],
    [_("Applies"), (_revision, at) => period(page.data.revisions, at)],
    [_("Published"), (revision) => dayInWords(revision.published)],
    [_("Class of change"), (revision) => valueInWords(revision.class)],
    [_("Wording"), (revision) => valueInWords(revision.wording)],
    [_("SHA-256 of the source"), (revision) => element("code", { class: "policy-hash" }, [revision.sha256])],
  ];
  const rows = facts.map(([name, value]) => {
    const cells = [wanted.from, wanted.to].map((at) => element("td", {}, [value(page.data.revisions[at], at)]));
    return element("tr", {}, [element("th", { scope: "row" }, [name])].concat(cells));
  });
  const names = [_("Before"), _("After")].map((name) => element("th", { scope: "col" }, [name]));
  return element("table", { class: "policy-sides" }, [
    element("caption", {}, [_("The two texts compared")]),
    element("thead", {}, [element("tr", {}, [element("td")].concat(names))]),
    element("tbody", {}, rows),
  ]);
}

/** A class of change or a kind of wording in words. @param {string} value */
function valueInWords(value) {
  const words = {
    material: _("material"),
    editorial: _("editorial"),
    correction: _("correction"),
    original: _("original"),
    reconstructed: _("reconstructed"),
  };
  return words[/** @type {keyof typeof words} */ (value)] ?? value;
}

/** @param {Revision[]} revisions @param {number} at */
function period(revisions, at) {
  const first = revisions[at].effective;
  const last = untilOf(revisions, at);
  if (!last) {
    return _("from %(day)s", { day: dayInWords(first) });
  }
  if (last < first) {
    return _("for part of %(day)s only", { day: dayInWords(first) });
  }
  return _("%(first)s to %(last)s", { first: dayInWords(first), last: dayInWords(last) });
}
