// When the site was not built anew on the day a revision took effect, says so by the reader's clock.
// Stores nothing and calls nobody. Without this script the page says what it said when it was built, which names the
// day on which the next text applies. A reader's day may be ahead of the publisher's, so only the day after counts.
(() => {
  "use strict";
  const now = new Date();
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  const today = `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  /** @param {string} attribute */
  const past = (attribute) => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[${attribute}]`))].filter(
    (element) => (element.getAttribute(attribute) ?? today) < today,
  );
  const inForce = past("data-policy-effective");
  // They stand in the order in which they take effect: the last one is the text that applies.
  if (inForce.length) inForce[inForce.length - 1].hidden = false;
  // What announces a text that applies by now is no longer true.
  for (const announcement of past("data-policy-applies-from")) announcement.hidden = true;
})();
