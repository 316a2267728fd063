/* The receipt that takes the place of a form whose request was taken. */

import { dayOf, lastDay } from "./deadlines.js";
import { control, fieldsOf, labelOf, typedIn } from "./fields.js";
import { newReference, note, REFERENCE, setReference } from "./reference.js";
import { fill, part, say } from "./words.js";

/** @param {Date} day */
function inWords(day) {
  const language = document.documentElement.lang || "en";
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options).format(day);
}

/** @param {HTMLFormElement} form @param {Date} received @returns {string[]} */
function dueSentences(form, received) {
  const data = JSON.parse(form.dataset.clocks ?? "");
  return data.clocks.map((/** @type {import("./deadlines.js").Clock} */ clock) => {
    const day = lastDay(received, clock, data);
    return say(day ? "due" : "due-counted", { day: day && inWords(day), ...clock });
  });
}

/** @param {Element} list @param {string} name @param {string} text */
function pair(list, name, text) {
  const group = list.appendChild(document.createElement("div"));
  group.appendChild(document.createElement("dt")).textContent = name;
  group.appendChild(document.createElement("dd")).textContent = text || say("nothing");
}

/** @param {HTMLFormElement} form @param {any} answer */
export function showReceipt(form, answer) {
  const receipt = part("receipt");
  const moment = answer.received_at ? new Date(answer.received_at) : new Date();
  const received = dayOf(Number.isNaN(+moment) ? new Date() : moment, JSON.parse(form.dataset.clocks ?? "").timezone);
  const title = receipt.querySelector('[data-fill="title"]');
  title.id = form.policyForm.prefix + "-received";
  receipt.setAttribute("aria-labelledby", title.id);
  const reference = REFERENCE.test(answer.request_id) ? answer.request_id : form.policyForm.reference;
  fill(receipt, "reference", reference);
  fill(receipt, "received", inWords(received));
  fill(receipt, "host", new URL(form.action).host);
  fill(receipt, "kind", form.getAttribute("aria-label") ?? "");
  fillText(form, receipt);
  const list = receipt.querySelector('[data-fill="fields"]');
  fieldsOf(form)
    .filter((each) => each.type !== "select-one")
    .forEach((each) => pair(list, labelOf(each), typedIn(form, each.name)));
  const due = dueSentences(form, received);
  due.forEach((sentence) => {
    receipt.querySelector('[data-fill="due"]').appendChild(document.createElement("li")).textContent = sentence;
  });
  receipt.querySelector(due.length ? '[data-fill="no-due"]' : '[data-fill="due"]').remove();
  receipt.querySelector('[data-do="print"]').addEventListener("click", () => window.print());
  receipt.querySelector('[data-do="again"]').addEventListener("click", () => writeAnother(form, receipt));
  form.hidden = true;
  form.after(receipt);
  receipt.focus({ preventScroll: true });
  receipt.scrollIntoView(); // it is taller than the window, of which a browser would show the end
}

/** @param {HTMLFormElement} form @param {any} receipt */
function fillText(form, receipt) {
  const text = form.querySelector('[data-fill="text"]');
  const clause = control(form, "clause");
  const chosen = clause && clause.selectedOptions ? clause.selectedOptions[0].textContent : clause && clause.value;
  [["text", text && text.textContent], ["clause", clause && clause.value && chosen]].forEach(([name, value]) => {
    const place = receipt.querySelector(`[data-fill="${name}"]`);
    place.textContent = value || "";
    if (!value) {
      place.parentElement.remove();
    }
  });
}

/** @param {HTMLFormElement} form @param {Element} receipt */
function writeAnother(form, receipt) {
  receipt.remove();
  form.hidden = false;
  fieldsOf(form).forEach((each) => {
    if (each.type === "radio") {
      /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`[name="${each.name}"]`)).forEach((option) => {
        option.checked = false;
      });
    } else if (each.type !== "select-one") {
      each.value = "";
    }
  });
  note(form, "");
  setReference(form, newReference());
  fieldsOf(form)[0].focus();
}
