/* The fields of a form, and what is wrong with them: told above the form and beside each. */

import { fill, part, say } from "./words.js";

/** @typedef {any} Control a field of any kind: HTMLInputElement, HTMLSelectElement or HTMLTextAreaElement */
/** @typedef {{control?: Control, sentence: string}} Fault what is wrong, and with which field */

const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/;

/** The field that has a part to play of its own. @param {HTMLFormElement} form @param {string} name @returns {Control | null} */
export function control(form, name) {
  return form.querySelector(`[data-part="${name}"]`);
}

/** @param {Control} control @returns {string} */
export function labelOf(control) {
  const group = control.closest("fieldset");
  const label = group ? group.querySelector("legend") : control.labels[0];
  return label.firstChild.textContent.trim();
}

/** The fields a reader fills in, a group of radio buttons as its first one. @param {HTMLFormElement} form @returns {Control[]} */
export function fieldsOf(form) {
  const seen = new Set();
  return Array.from(form.elements).filter((/** @type {Control} */ control) => {
    const shown = /^(text|email|textarea|radio|select-one)$/.test(control.type);
    const first = shown && !seen.has(control.name) && !control.closest('[aria-hidden="true"]');
    seen.add(control.name);
    return first;
  });
}

/** What is typed or chosen in a field, or in a group of radio buttons. @param {HTMLFormElement} form @param {string} name @returns {string} */
export function typedIn(form, name) {
  return /** @type {RadioNodeList | HTMLInputElement} */ (form.elements.namedItem(name)).value;
}

/** What is wrong with a field, in words; empty when nothing is. @param {HTMLFormElement} form @param {Control} control */
export function faultOf(form, control) {
  const text = typedIn(form, control.name);
  const label = labelOf(control);
  if (!text.trim()) {
    return control.required ? say(control.type === "radio" ? "unchosen" : "empty", { label }) : "";
  }
  if (control.type === "email" && !EMAIL.test(text.trim())) {
    return say("email", { label });
  }
  const excess = control.maxLength > 0 ? text.length - control.maxLength : 0;
  return excess > 0 ? say("long", { label, count: excess, maximum: control.maxLength }) : "";
}

/** @param {boolean} isWrong */
function titled(isWrong) {
  const mark = say("error-in-title");
  const title = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
  document.title = (isWrong ? mark : "") + title;
}

/** @param {Control} control @param {string} id @param {boolean} isWanted */
function describe(control, id, isWanted) {
  const target = control.closest("fieldset") || control;
  const ids = (target.getAttribute("aria-describedby") || "").split(" ").filter((/** @type {string} */ each) => each && each !== id);
  if (isWanted) {
    ids.push(id);
  }
  if (ids.length) {
    target.setAttribute("aria-describedby", ids.join(" "));
  } else {
    target.removeAttribute("aria-describedby");
  }
}

/** @param {HTMLFormElement} form */
export function clear(form) {
  form.querySelectorAll(".policy-form-problem, .policy-form-field > .policy-form-error").forEach((element) => {
    element.remove();
  });
  fieldsOf(form).forEach((control) => {
    control.removeAttribute("aria-invalid");
    describe(control, control.id + "-error", false);
  });
  titled(false);
}

/** @param {Control} control @param {string} sentence */
function mark(control, sentence) {
  const error = part("error");
  error.id = control.id + "-error";
  fill(error, "sentence", sentence);
  const group = control.closest("fieldset");
  const before = group ? group.querySelector(".policy-form-option") : control;
  before.before(error);
  control.setAttribute("aria-invalid", "true");
  describe(control, error.id, true);
}

/** The summary above the form, which takes the focus: a title, a sentence, and a link to each field at fault. @param {HTMLFormElement} form @param {string} title @param {string} sentence @param {Fault[]} faults */
export function tell(form, title, sentence, faults) {
  clear(form);
  const problem = part("problem");
  const id = form.policyForm.prefix + "-problem";
  problem.querySelector('[data-fill="title"]').id = id;
  problem.setAttribute("aria-labelledby", id);
  fill(problem, "title", title);
  fill(problem, "sentence", sentence);
  const list = problem.querySelector("ul");
  faults.forEach((fault) => {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement(fault.control ? "a" : "span"));
    link.textContent = fault.sentence;
    if (fault.control) {
      mark(fault.control, fault.sentence);
      link.href = "#" + fault.control.id;
      link.addEventListener("click", (/** @type {Event} */ event) => {
        event.preventDefault();
        (document.querySelector(`label[for="${fault.control.id}"]`) || fault.control).scrollIntoView();
        fault.control.focus({ preventScroll: true });
      });
    }
  });
  if (!faults.length) {
    list.remove();
  }
  form.prepend(problem);
  titled(true);
  problem.focus();
}

/** @param {HTMLFormElement} form @param {string} name @param {Record<string, any>} [values] */
export function tellUnknown(form, name, values) {
  const sentence = say(name, { reference: form.policyForm.reference, ...values });
  tell(form, say("unknown-title"), sentence, []);
}
