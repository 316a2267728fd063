/* The forms with which a reader chooses what to compare. */

import { element } from "./elements.js";
import { inForceNow, isReconstructed, nameOf } from "./days.js";

/** @typedef {import("./days.js").Revision} Revision */

/** @param {string} name @param {string} label @param {Revision[]} revisions @param {number} chosen */
function choice(name, label, revisions, chosen) {
  const options = revisions.map((revision, at) => {
    const said = nameOf(revision) + ", " + revision.state + (isReconstructed(revision) ? ", reconstructed" : "");
    return element("option", at === chosen ? { value: revision.id, selected: "" } : { value: revision.id }, [said]);
  });
  return field(name, label, element("select", { class: "policy-form-input" }, options.reverse()));
}

/** @param {string} name @param {string} label @param {Element} control */
function field(name, label, control) {
  control.setAttribute("id", "policy-compare-" + name);
  control.setAttribute("name", name);
  const said = element("label", { class: "policy-form-label", for: "policy-compare-" + name }, [label]);
  return element("div", { class: "policy-form-field" }, [said, control]);
}

/** @param {string} legend @param {string} button @param {Element[]} fields */
function formOf(legend, button, fields) {
  const inner = [element("legend", { class: "policy-form-label" }, [legend])].concat(fields);
  inner.push(element("button", { type: "submit", class: "policy-form-submit" }, [button]));
  return element("form", { class: "policy-form", method: "get" }, [element("fieldset", {}, inner)]);
}

/** Both forms; `go` is called with the query they ask for. @param {Revision[]} revisions @param {(query: string) => void} go */
export function drawForms(revisions, go) {
  const current = Math.max(inForceNow(revisions), 0);
  const pair = formOf("Compare two revisions", "Compare", [
    choice("from", "From", revisions, Math.max(current - 1, 0)),
    choice("to", "To", revisions, current),
  ]);
  const day = element("input", { type: "date", class: "policy-form-input", required: "" });
  const since = formOf("Or: what changed since", "Show what changed", [field("since", "The day you agreed, or any other", day)]);
  for (const form of [pair, since]) {
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const query = new URLSearchParams();
      Array.from(form.elements).forEach((control) => control.name && query.set(control.name, control.value));
      go("?" + query);
    });
  }
  return [pair, since];
}
