/* The words and parts of forms: all come from the page (form_words.html), and text from outside only ever becomes text nodes. */

/** @returns {any} the parts of the page's template, which the engine always writes beside a form */
function words() {
  return /** @type {HTMLTemplateElement} */ (document.getElementById("policy-form-words")).content;
}

/** The sentence of that name with its places filled in. @param {string} name @param {Record<string, any>} [values] @returns {string} */
export function say(name, values) {
  const sentence = words().querySelector(`[data-say="${name}"]`).textContent;
  return sentence.replace(/\{(\w+)\}/g, (/** @type {string} */ place, /** @type {string} */ key) => (values && key in values ? values[key] : place));
}

/** @param {string} name @returns {any} */
export function part(name) {
  const copy = words().querySelector(`[data-show="${name}"]`).cloneNode(true);
  copy.removeAttribute("data-show");
  return copy;
}

/** @param {Element} element @param {string} name @param {string} text */
export function fill(element, name, text) {
  element.querySelectorAll(`[data-fill="${name}"]`).forEach((place) => {
    place.textContent = text;
  });
}

/** A part of a form that the engine always writes. @param {HTMLFormElement} form @param {string} selector */
export function inside(form, selector) {
  return /** @type {HTMLElement} */ (form.querySelector(selector));
}
