/*
 * Makes the forms safer to send: faults are told beside the form before anything is sent, what was typed outlives every
 * failure, and one reference goes with a request however often it is sent. Without this script the forms work too.
 *
 * All words come from the page (form_words.html); text from outside only ever becomes text nodes. The script stores
 * nothing. A reference that has been sent is kept in the entry of the tab's own history, to be there when the reader
 * comes back, and goes with the tab.
 */
(function () {
  "use strict";

  const WORDS = "policy-form-words";
  const REFERENCE = /^PR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/;
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+$/;
  const SLOW = 8000;
  const LONGEST = 60000;
  const NEARLY_FULL = 500;

  /** @typedef {any} Control a field of any kind: HTMLInputElement, HTMLSelectElement or HTMLTextAreaElement */
  /** @typedef {{control?: Control, sentence: string}} Fault what is wrong, and with which field */
  /** @typedef {{holidays: string[], restDays: number[]}} Calendar days as 2026-12-25, days of the week from Sunday, 0 */
  /** @typedef {{count: number, unit: string, movesOn: boolean}} Clock how long an answer may take */

  // Words and parts

  /** @returns {any} the parts of the page's template, which the engine always writes beside a form */
  function words() {
    return /** @type {HTMLTemplateElement} */ (document.getElementById(WORDS)).content;
  }

  /** The sentence of that name with its places filled in. @param {string} name @param {Record<string, any>} [values] @returns {string} */
  function say(name, values) {
    const sentence = words().querySelector('[data-say="' + name + '"]').textContent;
    return sentence.replace(/\{(\w+)\}/g, (/** @type {string} */ place, /** @type {string} */ key) => (values && key in values ? values[key] : place));
  }

  /** @param {string} name @returns {any} */
  function part(name) {
    const copy = words().querySelector('[data-show="' + name + '"]').cloneNode(true);
    copy.removeAttribute("data-show");
    return copy;
  }

  /** @param {Element} element @param {string} name @param {string} text */
  function fill(element, name, text) {
    element.querySelectorAll('[data-fill="' + name + '"]').forEach((place) => {
      place.textContent = text;
    });
  }

  /** A part of a form that the engine always writes. @param {HTMLFormElement} form @param {string} selector */
  function inside(form, selector) {
    return /** @type {HTMLElement} */ (form.querySelector(selector));
  }

  function newReference() {
    const letters = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => ALPHABET[byte & 31]).join("");
    return "PR-" + letters.slice(0, 4) + "-" + letters.slice(4, 8) + "-" + letters.slice(8);
  }

  // When an answer is due: the arithmetic of policy_history/forms/deadlines.py, held to it by a test

  /** The day it is for the publisher at a moment, as midnight in UTC. @param {Date} moment @param {string} [timezone] */
  function dayOf(moment, timezone) {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: timezone, calendar: "gregory" };
    const parts = new Intl.DateTimeFormat("en-US", options).formatToParts(moment);
    const [year, month, day] = ["year", "month", "day"].map((type) =>
      Number(parts.find((each) => each.type === type)?.value)
    );
    return new Date(Date.UTC(year, month - 1, day));
  }

  /** @param {Date} day */
  function written(day) {
    return day.toISOString().slice(0, 10);
  }

  /** @param {Date} day @param {Calendar} calendar */
  function isWorking(day, calendar) {
    return !calendar.restDays.includes(day.getUTCDay()) && !calendar.holidays.includes(written(day));
  }

  /** @param {Date} start @param {number} count @param {Calendar} calendar */
  function businessDay(start, count, calendar) {
    const known = new Set(calendar.holidays.map((day) => day.slice(0, 4)));
    const day = new Date(start);
    while (count > 0) {
      day.setUTCDate(day.getUTCDate() + 1);
      if (!known.has(written(day).slice(0, 4))) {
        return null;
      }
      count -= isWorking(day, calendar) ? 1 : 0;
    }
    return day;
  }

  /** @param {Date} start @param {number} count @param {string} unit */
  function counted(start, count, unit) {
    const day = new Date(start);
    if (unit === "day" || unit === "week") {
      day.setUTCDate(day.getUTCDate() + count * (unit === "week" ? 7 : 1));
      return day;
    }
    const months = count * (unit === "year" ? 12 : 1);
    const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0)).getUTCDate();
    return new Date(
      Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, Math.min(start.getUTCDate(), last))
    );
  }

  /** The last day of a clock that starts on a day, both in UTC; null where the calendar does not reach. @param {Date} start @param {Clock} clock @param {Calendar} calendar */
  function lastDay(start, clock, calendar) {
    if (clock.unit === "business day") {
      return businessDay(start, clock.count, calendar);
    }
    const day = counted(start, clock.count, clock.unit);
    while (clock.movesOn && !isWorking(day, calendar)) {
      day.setUTCDate(day.getUTCDate() + 1);
    }
    return day;
  }

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
    return data.clocks.map((/** @type {Clock} */ clock) => {
      const day = lastDay(received, clock, data);
      return say(day ? "due" : "due-counted", Object.assign({ day: day && inWords(day) }, clock));
    });
  }

  // Faults

  /** @param {Control} control @returns {string} */
  function labelOf(control) {
    const group = control.closest("fieldset");
    const label = group ? group.querySelector("legend") : control.labels[0];
    return label.firstChild.textContent.trim();
  }

  /** The fields a reader fills in, a group of radio buttons as its first one. @param {HTMLFormElement} form @returns {Control[]} */
  function fieldsOf(form) {
    const seen = new Set();
    return Array.from(form.elements).filter((/** @type {Control} */ control) => {
      const shown = /^(text|email|textarea|radio|select-one)$/.test(control.type);
      const first = shown && !seen.has(control.name) && !control.closest('[aria-hidden="true"]');
      seen.add(control.name);
      return first;
    });
  }

  /** What is typed or chosen in a field, or in a group of radio buttons. @param {HTMLFormElement} form @param {string} name @returns {string} */
  function typedIn(form, name) {
    return /** @type {RadioNodeList | HTMLInputElement} */ (form.elements.namedItem(name)).value;
  }

  /** What is wrong with a field, in words; empty when nothing is. @param {HTMLFormElement} form @param {Control} control */
  function faultOf(form, control) {
    const text = typedIn(form, control.name);
    const label = labelOf(control);
    if (!text.trim()) {
      return control.required ? say(control.type === "radio" ? "unchosen" : "empty", { label: label }) : "";
    }
    if (control.type === "email" && !EMAIL.test(text.trim())) {
      return say("email", { label: label });
    }
    const excess = control.maxLength > 0 ? text.length - control.maxLength : 0;
    return excess > 0 ? say("long", { label: label, count: excess, maximum: control.maxLength }) : "";
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
  function clear(form) {
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
  function tell(form, title, sentence, faults) {
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
          (document.querySelector('label[for="' + fault.control.id + '"]') || fault.control).scrollIntoView();
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
  function tellUnknown(form, name, values) {
    const sentence = say(name, Object.assign({ reference: form.policyForm.reference }, values));
    tell(form, say("unknown-title"), sentence, []);
  }

  // Sending

  /** @param {HTMLFormElement} form @param {string} name @returns {Control | null} */
  function control(form, name) {
    return form.querySelector('[data-part="' + name + '"]');
  }

  /** Put a reference into the form, where the reader sees it, and into the address of the page after sending. @param {HTMLFormElement} form @param {string} reference */
  function setReference(form, reference) {
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
  function note(form, reference) {
    const sent = Object.assign({}, history.state && history.state.policyForms);
    if (reference) {
      sent[form.policyForm.prefix] = reference;
    } else {
      delete sent[form.policyForm.prefix];
    }
    history.replaceState(Object.assign({}, history.state, { policyForms: sent }), "");
  }

  /** @param {HTMLFormElement} form */
  function noted(form) {
    const sent = (history.state && history.state.policyForms) || {};
    const reference = String(sent[form.policyForm.prefix] || "");
    return REFERENCE.test(reference) ? reference : "";
  }

  /** @param {HTMLFormElement} form @param {boolean} isSending */
  function sending(form, isSending) {
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
  function submitted(event) {
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

  // The receipt

  /** @param {Element} list @param {string} name @param {string} text */
  function pair(list, name, text) {
    const group = list.appendChild(document.createElement("div"));
    group.appendChild(document.createElement("dt")).textContent = name;
    group.appendChild(document.createElement("dd")).textContent = text || say("nothing");
  }

  /** @param {HTMLFormElement} form @param {any} answer */
  function showReceipt(form, answer) {
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
      const place = receipt.querySelector('[data-fill="' + name + '"]');
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
        /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('[name="' + each.name + '"]')).forEach((option) => {
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

  // The text the reader comes from

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

  function showReference() {
    const page = document.querySelector(".policy-receipt:not(section)");
    if (!page) {
      return;
    }
    const reference = new URLSearchParams(location.hash.slice(1)).get("ref") || "";
    const failed = new URLSearchParams(location.search).get("status") === "error";
    /** @param {string} name @param {boolean} isShown */
    const show = (name, isShown) => {
      const element = /** @type {HTMLElement | null} */ (page.querySelector('[data-part="' + name + '"]'));
      if (element) {
        element.hidden = !isShown;
      }
    };
    fill(page, "reference", REFERENCE.test(reference) ? reference : "");
    show("reference-known", REFERENCE.test(reference));
    show("reference-unknown", !REFERENCE.test(reference));
    show("failure-unknown", false);
    show("failure", failed);
  }

  /** @returns {NodeListOf<HTMLFormElement>} */
  function forms() {
    return document.querySelectorAll("form.policy-form");
  }

  function start() {
    forms().forEach(begin);
    showReference();
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

  if (!window.policyForms) {
    window.policyForms = { dayOf: dayOf, lastDay: lastDay };
    document.addEventListener("securitypolicyviolation", blocked);
    window.addEventListener("pageshow", shownAgain);
    window.addEventListener("hashchange", showReference);
  }
  start();
})();
