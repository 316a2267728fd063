/*
 * Compares any two revisions of a policy on the reader's own device.
 *
 * One static file holds the words of all revisions. The modules in redline/ are the engine's, step by step, under the same
 * names (policy_history/redline), and those in compare/ draw what the prebuilt pages show: both give the same redline, to
 * which tests/test_redline_in_javascript.py holds them.
 *
 * The script asks for that one file, sends nothing and stores nothing. As a module it begins when the page is there, and
 * once however often instant navigation comes back to the page; `document$` tells it of each time.
 */

import { History } from "./redline/redline.js";
import { begin, dataOf, element } from "./compare/elements.js";
import { isDay } from "./compare/days.js";
import { asked } from "./compare/asked.js";
import { drawForms } from "./compare/form.js";
import { drawResult, nameOwnWords } from "./compare/result.js";

/** @import { Wanted, Problem } from "./compare/asked.js" */
/** @import { Page } from "./compare/result.js" */
import { _ } from "./redline/wording.js";

/** Show what the address asks for: the answer is the page's heading, the rest stands below it, and the forms are folded. @param {Page} page */
function show(page) {
  const search = window.location.search;
  if (search === page.shown) {
    return;
  }
  page.shown = search;
  const wanted = asked(page.data.revisions, search);
  const found = wanted && wanted.problem === undefined ? wanted : null;
  setForms(page, wanted);
  page.status.textContent = wanted?.problem ?? "";
  page.asking.open = found === null;
  const { answer, nodes } = found ? drawResult(page, found) : { answer: page.question, nodes: [] };
  page.heading.textContent = answer;
  document.title = found ? answer + " - " + page.title : page.title;
  page.result.replaceChildren(...nodes);
  nameOwnWords(page);
  goToFragment();
}

/** The place that the address names is there only now. */
function goToFragment() {
  const hash = window.location.hash;
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A fragment that is no encoded text may still be an id as it stands.
  }
  if (name && document.getElementById(name)) {
    window.location.replace(hash);
  }
}

/** Set the controls to what is shown. @param {Page} page @param {Wanted | Problem | null} wanted */
function setForms(page, wanted) {
  const since = new URLSearchParams(window.location.search).get("since");
  setControl(page, "since", since && isDay(since) ? since : "");
  if (wanted && wanted.problem === undefined) {
    setControl(page, "from", page.data.revisions[wanted.from].id);
    setControl(page, "to", page.data.revisions[wanted.to].id);
  }
}

/** @param {Page} page @param {string} name @param {string} value */
function setControl(page, name, value) {
  const control = /** @type {HTMLInputElement} */ (page.element.querySelector("#policy-compare-" + name));
  control.value = value;
}

/** @param {HTMLElement} holder @param {any} data */
function build(holder, data) {
  const heading = document.querySelector("main h1") ?? document.querySelector("h1") ?? element("h1");
  /** @type {Page} */
  const page = {
    element: holder,
    data: data,
    history: new History(data),
    root: holder.getAttribute("data-root") || "",
    // Language and direction of the texts, and of our own words within them (policy_history/text/languages.py).
    textAttributes: JSON.parse(holder.getAttribute("data-text") ?? "{}"),
    ownAttributes: JSON.parse(holder.getAttribute("data-own") ?? "{}"),
    heading: heading,
    question: heading.textContent ?? "",
    title: document.title,
    status: element("p", { class: "policy-compare-status", role: "status" }),
    asking: element("details", { class: "policy-ask", open: "" }),
    result: element("div", { class: "policy-compare-result" }),
  };
  const forms = drawForms(data.revisions, (/** @type {string} */ query) => {
    if (query !== window.location.search || window.location.hash) {
      window.history.pushState(null, "", query);
    }
    show(page);
    heading.setAttribute("tabindex", "-1");
    heading.focus();
    heading.scrollIntoView();
  });
  page.asking.replaceChildren(element("summary", {}, [_("Choose a day, or any two versions")]), ...forms);
  const added = element("div", { class: "policy-compare" }, [page.asking, page.status, page.result]);
  holder.insertBefore(added, holder.firstChild);
  const follow = () => {
    if (document.contains(holder)) {
      show(page);
    } else {
      window.removeEventListener("popstate", follow);
    }
  };
  window.addEventListener("popstate", follow);
  show(page);
}

/** The links in the place work whatever happens here. */
begin("policy-compare", (holder) => {
  dataOf(holder)
    .then((data) => build(holder, data))
    .catch(() => {
      const said = _("The comparison could not be loaded. Those with one click below show the same changes.");
      holder.insertBefore(element("p", { class: "policy-notice", role: "status" }, [said]), holder.firstChild);
    });
});
