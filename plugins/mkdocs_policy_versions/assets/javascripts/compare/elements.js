/* Elements found or made by hand: text from the file only ever becomes text nodes, an address only what runs no code. */

import { LINE_BREAK } from "../redline/library.js";

/** @param {string} name @param {Record<string, string | undefined>} [properties] @param {(Node | string)[]} [children] @returns {any} */
export function element(name, properties, children) {
  const made = document.createElement(name);
  Object.entries(properties || {}).forEach(([key, value]) => {
    if (value !== undefined) {
      made.setAttribute(key, value);
    }
  });
  append(made, children || []);
  return made;
}

/** Put these into an element, the ends of lines within a text as elements. @param {any} place @param {(Node | string)[]} children */
export function append(place, children) {
  for (const child of children) {
    const lines = typeof child === "string" ? child.split(LINE_BREAK) : [];
    lines.forEach((line, at) => {
      if (at) {
        place.appendChild(document.createElement("br"));
      }
      if (line) {
        place.appendChild(document.createTextNode(line));
      }
    });
    if (typeof child !== "string") {
      place.appendChild(child);
    }
  }
}

/** The elements of these names inside, in reading order. @param {any} node @param {string[]} names @param {any[]} all those found before @returns {any[]} */
export function found(node, names, all = []) {
  for (const child of node.childNodes) {
    const name = child.nodeName.toLowerCase();
    if (names.includes(name)) {
      all.push(child);
    }
    if (name !== "#text") {
      found(child, names, all);
    }
  }
  return all;
}

const SCHEMES = ["http", "https", "mailto", "tel"];

/** An address from the text as it may stand in the page: empty where it would run code. @param {string} address @param {string} root */
export function safeAddress(address, root) {
  const read = address.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(read);
  if (scheme && SCHEMES.indexOf(scheme[1].toLowerCase()) < 0) {
    return "";
  }
  return /^\/(?!\/)/.test(address) ? root + address.slice(1) : address;
}

/** @param {string} name @param {string} target @param {string} root @returns {Record<string, string>} */
export function address(name, target, root) {
  const safe = safeAddress(target, root);
  return safe ? { [name]: safe } : {};
}

/** Begin in the element of that id on the page that is open, and on those to which instant navigation leads, once in each. @param {string} id @param {(holder: HTMLElement) => void} start */
export function begin(id, start) {
  const open = () => {
    const holder = document.getElementById(id);
    if (holder && !holder.hasAttribute("data-started")) {
      holder.setAttribute("data-started", "");
      start(holder);
    }
  };
  if (window.document$ && typeof window.document$.subscribe === "function") {
    window.document$.subscribe(open);
  } else {
    open();
  }
}

/** What the file holds that an element names. @param {HTMLElement} holder @returns {Promise<any>} */
export async function dataOf(holder) {
  const answer = await fetch(holder.getAttribute("data-file") ?? "", { credentials: "same-origin" });
  if (!answer.ok) {
    throw new Error("HTTP " + answer.status);
  }
  return answer.json();
}
