/*
 * One reference goes with a request, however often it is sent: 50 random bits in the letters of Crockford's Base32. One that has
 * been sent is kept in the entry of the tab's own history, to be there when the reader comes back, and goes with the tab.
 */

import { control } from "./fields.js";
import { fill, inside } from "./words.js";

export const REFERENCE = /^PR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function newReference() {
  const letters = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ALPHABET[byte & 31]).join("");
  return "PR-" + letters.slice(0, 4) + "-" + letters.slice(4, 8) + "-" + letters.slice(8);
}

/** Put a reference into the form, where the reader sees it, and into the address of the page after sending. @param {HTMLFormElement} form @param {string} reference */
export function setReference(form, reference) {
  form.policyForm.reference = reference;
  const hidden = control(form, "reference");
  const revision = control(form, "revision");
  if (hidden) {
    hidden.value = reference;
  } else if (revision) {
    // This handler passes on one thing besides the reader's words: both go into it.
    revision.value = form.policyForm.revision + ", " + reference;
  }
  const shown = inside(form, ".policy-form-reference");
  shown.hidden = false;
  fill(shown, "reference", reference);
  const redirect = control(form, "redirect");
  if (redirect) {
    redirect.value = redirect.value.replace(/#.*$/, "") + "#ref=" + reference;
  }
}

/** Keep in this entry of the tab's history that a form has been sent, and under which reference. @param {HTMLFormElement} form @param {string} reference */
export function note(form, reference) {
  const sent = { ...history.state?.policyForms };
  if (reference) {
    sent[form.policyForm.prefix] = reference;
  } else {
    delete sent[form.policyForm.prefix];
  }
  history.replaceState({ ...history.state, policyForms: sent }, "");
}

/** @param {HTMLFormElement} form */
export function noted(form) {
  const sent = history.state?.policyForms ?? {};
  const reference = String(sent[form.policyForm.prefix] || "");
  return REFERENCE.test(reference) ? reference : "";
}
