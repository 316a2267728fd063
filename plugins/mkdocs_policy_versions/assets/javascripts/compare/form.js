/* The sentences with which a reader says what to compare. */

import { _ } from "../redline/wording.js";
import { element } from "./elements.js";
import { appliedLast, isReconstructed, nameOf } from "./days.js";

/** @import { Revision } from "./days.js" */

/** What a reader must know of it; nothing of a version that is over, as most are. @param {Revision} revision */
function stateOf(revision) {
  const words = { "in force": [_("in force")], upcoming: [_("not in force yet")] };
  return words[/** @type {keyof typeof words} */ (revision.state)] ?? [];
}

/** @param {string} name @param {string} label @param {Revision[]} revisions @param {number} chosen */
function choice(name, label, revisions, chosen) {
  const options = revisions.map((revision, at) => {
    const said = [nameOf(revision), ...stateOf(revision), ...(isReconstructed(revision) ? [_("reconstruction")] : [])].join(", ");
    return element("option", at === chosen ? { value: revision.id, selected: "" } : { value: revision.id }, [said]);
  });
  return field(name, label, element("select", {}, options.reverse()));
}

/** @param {string} name @param {string} label @param {Element} control */
function field(name, label, control) {
  control.setAttribute("id", "policy-compare-" + name);
  control.setAttribute("name", name);
  return element("span", {}, [element("label", { for: "policy-compare-" + name }, [label]), " ", control]);
}

/** @param {string} name what it is for, to who hears it @param {string} button @param {Element[]} fields */
function formOf(name, button, fields) {
  return element("form", { "aria-label": name, class: "policy-asking", method: "get" }, [...fields, element("button", { type: "submit" }, [button])]);
}

/** Both forms; `go` is called with the query they ask for. @param {Revision[]} revisions @param {(query: string) => void} go */
export function drawForms(revisions, go) {
  const current = Math.max(appliedLast(revisions), 0);
  const pair = formOf(_("Two versions"), _("Compare"), [
    choice("from", _("From"), revisions, Math.max(current - 1, 0)),
    choice("to", _("To"), revisions, current),
  ]);
  const day = element("input", { type: "date", required: "" });
  const since = formOf(_("What changed since I agreed?"), _("Show what changed"), [field("since", _("The day you agreed"), day)]);
  for (const form of [since, pair]) {
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const query = new URLSearchParams();
      Array.from(form.elements).forEach((control) => control.name && query.set(control.name, control.value));
      go("?" + query);
    });
  }
  return [since, pair];
}
