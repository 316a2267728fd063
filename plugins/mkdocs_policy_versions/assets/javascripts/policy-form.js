/*
 * Makes the forms safer to send: faults are told beside the form before anything is sent, what was typed outlives every
 * failure, and one reference goes with a request however often it is sent. Without this script the forms work too.
 *
 * The script stores nothing. As a module it begins when the page is there, and once however often instant navigation
 * comes back to the page; `document$` tells it of each time.
 */

import { control, tellUnknown } from "./form/fields.js";
import { newReference, noted, setReference } from "./form/reference.js";
import { sending, submitted } from "./form/sending.js";
import { inside, say } from "./form/words.js";

const NEARLY_FULL = 500;

/** The revision on whose page the reader was before this one; empty when it was another page. @param {string} policy */
function revisionBefore(policy) {
  if (!document.referrer.startsWith(location.origin + "/")) {
    return "";
  }
  const found = /\/([a-z0-9-]+)\/(\d{4}-\d\d-\d\d(?:\.\d+)?)\//.exec(new URL(document.referrer).pathname);
  return found && found[1] === policy ? found[2] : "";
}

/** The clause that the link to the form names (?clause=), and the revision that was read before. @param {HTMLFormElement} form */
function takeOver(form) {
  const clause = control(form, "clause");
  const id = new URLSearchParams(location.search).get("clause") || "";
  if (clause && /^[\w.~-]{1,200}$/.test(id)) {
    clause.value = id;
  }
  if (clause && clause.selectedIndex === -1) {
    clause.selectedIndex = 0;
  }
  const revision = control(form, "revision");
  const policy = control(form, "policy");
  const before = revision && policy ? revisionBefore(policy.value) : "";
  if (before) {
    const shown = inside(form, '[data-fill="text"]');
    shown.textContent = (shown.textContent ?? "").replace(revision.value, before);
    revision.value = before;
  }
  form.policyForm.revision = revision ? revision.value : "";
}

/** @param {HTMLTextAreaElement} area */
function count(area) {
  const shown = document.createElement("p");
  shown.className = "policy-form-hint policy-form-count";
  area.after(shown);
  area.addEventListener("input", () => {
    const left = area.maxLength - area.value.length;
    shown.textContent = left < NEARLY_FULL ? say("left", { count: left }) : "";
  });
}

/** @param {HTMLFormElement} form */
function begin(form) {
  if (form.policyForm) {
    return;
  }
  form.policyForm = {
    prefix: form.dataset.prefix ?? "",
    reference: "",
    revision: "",
    isSending: false,
    native: false,
    forbidden: false,
    timer: undefined,
  };
  form.noValidate = true;
  const copy = control(form, "copy");
  if (copy) {
    // With a script the copy is shown on this page.
    copy.checked = false;
    copy.parentElement.hidden = true;
  }
  takeOver(form);
  const before = noted(form);
  setReference(form, before || newReference());
  form.querySelectorAll("textarea").forEach((area) => count(area));
  form.addEventListener("submit", submitted);
  if (before) {
    tellUnknown(form, "returned");
  }
}

/** @returns {NodeListOf<HTMLFormElement>} */
function forms() {
  return document.querySelectorAll("form.policy-form[data-prefix]");
}

function start() {
  forms().forEach(begin);
}

/** @param {SecurityPolicyViolationEvent} event */
function blocked(event) {
  forms().forEach((form) => {
    if (!form.policyForm || !form.policyForm.isSending) {
      return;
    }
    if (event.effectiveDirective === "connect-src") {
      form.policyForm.forbidden = true;
    } else if (event.effectiveDirective === "form-action") {
      sending(form, false);
      tellUnknown(form, "blocked");
    }
  });
}

/** A page that the browser has kept whole comes back as it was left: in the middle of sending. @param {PageTransitionEvent} event */
function shownAgain(event) {
  forms().forEach((form) => {
    if (event.persisted && form.policyForm && form.policyForm.isSending) {
      sending(form, false);
      tellUnknown(form, "returned");
    }
  });
}

document.addEventListener("securitypolicyviolation", blocked);
window.addEventListener("pageshow", shownAgain);
if (window.document$) {
  window.document$.subscribe(start);
} else {
  start();
}
