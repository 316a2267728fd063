/* Sends a form, once all its fields are right, and says what came of it. */

import { clear, faultOf, fieldsOf, tell, tellUnknown } from "./fields.js";
import { showReceipt } from "./receipt.js";
import { note } from "./reference.js";
import { inside, say } from "./words.js";

/** @import { Fault } from "./fields.js" */

const SLOW = 8000;
const LONGEST = 60000;

/** @param {HTMLFormElement} form @param {boolean} isSending */
export function sending(form, isSending) {
  form.policyForm.isSending = isSending;
  inside(form, ".policy-form-submit").setAttribute("aria-disabled", String(isSending));
  inside(form, ".policy-form-status").textContent = isSending ? say("sending") : "";
  clearTimeout(form.policyForm.timer);
  if (isSending) {
    form.policyForm.timer = setTimeout(() => {
      inside(form, ".policy-form-status").textContent = say("slow");
    }, SLOW);
  }
}

/** @param {Event} event */
export function submitted(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  if (form.policyForm.isSending) {
    return;
  }
  const faults = fieldsOf(form)
    .map((each) => ({ control: each, sentence: faultOf(form, each) }))
    .filter((fault) => fault.sentence);
  if (faults.length) {
    tell(form, say("problem"), say("unsent"), faults);
  } else if (!navigator.onLine) {
    tell(form, say("problem"), say("offline"), []);
  } else {
    clear(form);
    send(form);
  }
}

/** @param {HTMLFormElement} form */
function send(form) {
  sending(form, true);
  note(form, form.policyForm.reference);
  if ("answersScripts" in form.dataset) {
    fetchAnswer(form);
  } else {
    sendNatively(form);
  }
}

/** Let the browser send the form as it would without a script, and say so if the answer is kept from the reader. @param {HTMLFormElement} form */
function sendNatively(form) {
  form.policyForm.native = true;
  form.policyForm.timer = setTimeout(() => {
    if (form.policyForm.isSending) {
      sending(form, false);
      tellUnknown(form, "unknown");
    }
  }, LONGEST);
  form.submit();
}

/** @param {HTMLFormElement} form */
async function fetchAnswer(form) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LONGEST);
  form.policyForm.forbidden = false;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(/** @type {any} */ (new FormData(form))),
      headers: { Accept: "application/json" },
      credentials: "omit",
      signal: ending.signal,
    });
    const answer = await response.json().catch(() => ({}));
    answered(form, response, answer);
  } catch {
    // A page's own policy that forbids asking has let nothing out: only then is sending in another way no second time.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (form.policyForm.forbidden) {
      sendNatively(form);
      return;
    }
    sending(form, false);
    tellUnknown(form, "unknown");
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an answer says that the request was taken: each dialect has its own word for it. @param {Response} response @param {any} answer */
function isTaken(response, answer) {
  const word = "ok" in answer ? answer.ok : "success" in answer ? answer.success : "next" in answer;
  return response.ok && (word === true || word === "true");
}

/** @param {HTMLFormElement} form @param {Response} response @param {any} answer */
function answered(form, response, answer) {
  sending(form, false);
  if (isTaken(response, answer)) {
    showReceipt(form, answer);
  } else if (response.status === 429) {
    refuse(form, say("busy"), []);
  } else if (response.status === 413) {
    refuse(form, say("large"), []);
  } else if (response.status >= 400 && response.status < 500) {
    refuse(form, say("refused"), faultsIn(form, answer));
  } else {
    tellUnknown(form, "failed", { status: response.status });
  }
}

/** @param {HTMLFormElement} form @param {string} sentence @param {Fault[]} faults */
function refuse(form, sentence, faults) {
  note(form, "");
  tell(form, say("problem"), sentence, faults);
}

/** @param {HTMLFormElement} form @param {any} answer @returns {Fault[]} */
function faultsIn(form, answer) {
  const faults = Array.isArray(answer.errors) ? answer.errors : [];
  return faults.map((/** @type {any} */ fault) => {
    const fields = fieldsOf(form);
    return { control: fields.find((each) => each.name === fault.field), sentence: String(fault.message) };
  });
}
