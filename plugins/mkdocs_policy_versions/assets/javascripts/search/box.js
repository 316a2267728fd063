/*
 * The field into which a reader writes what is sought, and the place of the answers. What is searched is asked for when the
 * field is used first. The words stand in the address behind "#q=", so no server is told them.
 */

import { dataOf, element } from "../compare/elements.js";
import { _ } from "../redline/wording.js";
import { terms } from "./query.js";

/** @typedef {{nodes: Iterable<any>, said: string}} Answered what is shown, and the sentence that says how much it is */
/** @typedef {(query: string) => Answered} Search */

/** Until a reader stops for so many milliseconds, nothing is announced and the address stays. */
const PAUSE = 500;

/** For so many milliseconds answers are drawn on end. The first ones stand when a key is answered, the others when no key waits. */
const SLICE = 10;

/** Put a field into a page. @param {HTMLElement} holder @param {string} label @param {string} hint @param {(data: any) => Search} search what answers, made of the file that `data-file` names */
export function searchBox(holder, label, hint, search) {
  const field = element("input", { type: "search", id: "policy-search-field", class: "policy-form-input", autocomplete: "off", enterkeyhint: "search", "aria-describedby": "policy-search-hint" });
  const form = element("form", { class: "policy-form", role: "search" }, [
    element("label", { class: "policy-form-label", for: "policy-search-field" }, [label]),
    element("p", { class: "policy-small", id: "policy-search-hint" }, [hint]),
    field,
    element("p", {}, [element("button", { type: "submit", class: "policy-form-submit" }, [_("Search")])]),
  ]);
  const status = element("p", { class: "policy-search-status", role: "status" });
  const list = element("ol", { class: "policy-found" });
  holder.replaceChildren(form, status, list);
  new Box(holder, form, field, status, list, search);
}

class Box {
  /** @param {HTMLElement} holder @param {HTMLFormElement} form @param {HTMLInputElement} field @param {HTMLElement} status @param {HTMLElement} list @param {(data: any) => Search} search */
  constructor(holder, form, field, status, list, search) {
    this.holder = holder;
    this.field = field;
    this.status = status;
    this.list = list;
    this.make = search;
    /** @type {Promise<Search> | null} */
    this.loading = null;
    this.timer = 0;
    this.drawing = 0;
    field.addEventListener("focus", () => this.load().catch(() => {}));
    field.addEventListener("input", () => this.answer());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.settle();
    });
    window.addEventListener("hashchange", () => this.follow());
    this.follow();
  }

  /** Ask for what is searched, once; after a failure again. */
  load() {
    this.loading ??= dataOf(this.holder)
      .then((data) => {
        this.search = this.make(data);
        return this.search;
      })
      .catch((error) => {
        this.loading = null;
        throw error;
      });
    return this.loading;
  }

  /** Answer what the field holds, at once where everything is there. */
  answer() {
    const query = this.field.value;
    this.status.textContent = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE);
    if (this.search) {
      this.show(query, this.search);
      return;
    }
    this.load().then(
      (search) => query === this.field.value && this.show(query, search),
      () => {
        this.said = _("The texts could not be loaded. Try again later.");
        this.shown = query;
        this.settle();
      },
    );
  }

  /** @param {string} query @param {Search} search */
  show(query, search) {
    const found = terms(query).length ? search(query) : { nodes: [], said: query.trim() ? _("Type at least one word: punctuation alone is not searched.") : "" };
    clearTimeout(this.drawing);
    this.list.replaceChildren();
    this.draw(found.nodes[Symbol.iterator]());
    this.said = found.said;
    this.shown = query;
  }

  /** Draw what there is time for, and the rest after that. @param {Iterator<any>} nodes */
  draw(nodes) {
    const end = performance.now() + SLICE;
    for (let next = nodes.next(); !next.done; next = nodes.next()) {
      this.list.append(next.value);
      if (performance.now() > end) {
        this.drawing = setTimeout(() => this.draw(nodes));
        return;
      }
    }
  }

  /** Say what was found and put the words into the address. */
  settle() {
    clearTimeout(this.timer);
    if (this.said !== undefined && this.shown === this.field.value) {
      this.status.textContent = this.said;
    }
    const address = this.field.value.trim() ? "#" + new URLSearchParams({ q: this.field.value }) : window.location.pathname;
    if (this.field.value !== askedFor()) {
      window.history.replaceState(null, "", address);
    }
  }

  /** Seek what the address asks for. */
  follow() {
    const query = askedFor();
    if (query && query !== this.field.value) {
      this.field.value = query;
      this.answer();
    }
  }
}

function askedFor() {
  return new URLSearchParams(window.location.hash.slice(1)).get("q") ?? "";
}
