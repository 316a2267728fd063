/* As much of a page's document as the drawing of redlines asks for, and its elements as HTML. */

const VOID = new Set(["br", "hr", "img", "input"]);

class Node {
  constructor(name) {
    this.nodeName = name;
    this.parentNode = null;
    this.childNodes = [];
    this.attributes = new Map();
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  appendChild(child) {
    child.parentNode?.childNodes.splice(child.parentNode.childNodes.indexOf(child), 1);
    child.parentNode = this;
    this.childNodes.push(child);
    return child;
  }

  insertBefore(made, child) {
    made.parentNode = this;
    this.childNodes.splice(child ? this.childNodes.indexOf(child) : this.childNodes.length, 0, made);
  }

  replaceChild(made, child) {
    this.childNodes[this.childNodes.indexOf(child)] = made;
    made.parentNode = this;
    child.parentNode = null;
  }
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

globalThis.document = {
  createElement: (name) => new Node(name),
  getElementById: () => null,
  createTextNode: (text) => Object.assign(new Node("#text"), { data: text }),
};

/** An element and what is inside as HTML. */
export function html(node) {
  if (node.nodeName === "#text") {
    return escaped(node.data);
  }
  const given = Array.from(node.attributes, ([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  const start = `<${node.nodeName}${given}>`;
  return VOID.has(node.nodeName) ? start : start + node.childNodes.map(html).join("") + `</${node.nodeName}>`;
}
