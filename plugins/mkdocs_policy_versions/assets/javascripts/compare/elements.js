/* Elements made by hand: text from the file only ever becomes text nodes, an address only what runs no code. */

export function element(name, properties, children) {
  const made = document.createElement(name);
  Object.keys(properties || {}).forEach((key) => made.setAttribute(key, properties[key]));
  (children || []).filter((child) => child !== "").forEach((child) => {
    made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  });
  return made;
}

const SCHEMES = ["http", "https", "mailto", "tel"];

/** An address from the text as it may stand in the page: empty where it would run code. */
export function safeAddress(address, root) {
  const read = address.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(read);
  if (scheme && SCHEMES.indexOf(scheme[1].toLowerCase()) < 0) {
    return "";
  }
  return /^\/(?!\/)/.test(read) ? root + read.slice(1) : address;
}

export function address(name, target, root) {
  const safe = safeAddress(target, root);
  return safe ? { [name]: safe } : {};
}
