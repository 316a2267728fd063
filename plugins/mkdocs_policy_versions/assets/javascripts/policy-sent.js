/* Shows on the page after sending the reference that stands in its address. Without this script the page says where to look. */

import { REFERENCE } from "./form/reference.js";
import { fill } from "./form/words.js";

function showReference() {
  const page = document.querySelector(".policy-receipt:not(section)");
  if (!page) {
    return;
  }
  const reference = new URLSearchParams(location.hash.slice(1)).get("ref") || "";
  const failed = new URLSearchParams(location.search).get("status") === "error";
  /** @param {string} name @param {boolean} isShown */
  const show = (name, isShown) => {
    const element = /** @type {HTMLElement | null} */ (page.querySelector(`[data-part="${name}"]`));
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

window.addEventListener("hashchange", showReference);
if (window.document$) {
  window.document$.subscribe(showReference);
} else {
  showReference();
}
