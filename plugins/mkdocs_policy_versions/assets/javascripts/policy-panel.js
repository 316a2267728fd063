/*
 * What the reader's browser tells a page, and what this site has stored in it, held against the list on the page.
 *
 * Reads only: it sends nothing and stores nothing. Every look is on its own, because a browser that blocks storage
 * throws at the first touch. Sentences stand in the page; the script shows those that are true.
 */
(function () {
  "use strict";

  // The scripts lie in a folder at the site's root. Other sites may share the address above it, and its storage.
  const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).pathname;

  /** @typedef {{where: string, name: string}} Item something stored, by its place and name */
  /** @typedef {Item & {isPattern: boolean}} Row a row of the list */

  function start() {
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".policy-panel")).forEach((panel) => {
      if (panel.dataset.started) return;
      panel.dataset.started = "yes";
      show(panel, "static", false);
      show(panel, "live", true);
      // Where cookies are blocked Chromium still says that they are enabled, but refuses storage of every kind.
      say(panel, "cookies", attempt(() => (navigator.cookieEnabled && window.localStorage ? "on" : "off"), "off"));
      say(panel, "signal", signal());
      panel.querySelector("[data-action=clear]")?.addEventListener("click", () => clear(panel));
      look(panel);
    });
  }

  /** Global Privacy Control as the browser gives it to pages: on, off, or no such setting. */
  function signal() {
    const value = attempt(() => navigator.globalPrivacyControl, undefined);
    return value === undefined ? "none" : value ? "on" : "off";
  }

  /** @param {HTMLElement} panel */
  async function look(panel) {
    const found = await everything();
    const known = listed();
    draw(panel, found.items.map((item) => ({ ...item, known: known.some((row) => matches(row, item)) })));
    say(panel, "blocked", found.blocked.length ? "some" : "");
    /** @type {HTMLElement} */ (panel.querySelector("[data-fill=blocked]")).textContent = found.blocked.join(", ");
    return found.items;
  }

  // What is there

  /** @type {Record<string, () => (string | undefined)[] | Promise<(string | undefined)[]>>} */
  const PLACES = {
    cookie: () => document.cookie.split(/;\s*/).filter(Boolean).map((pair) => pair.split("=")[0]),
    localStorage: () => Object.keys(window.localStorage),
    sessionStorage: () => Object.keys(window.sessionStorage),
    indexedDB: async () => (await window.indexedDB.databases()).map((database) => database.name),
    cacheStorage: () => ("caches" in window ? window.caches.keys() : []),
    serviceWorker: async () =>
      "serviceWorker" in navigator
        ? (await navigator.serviceWorker.getRegistrations()).map((worker) => new URL(worker.scope).pathname)
        : [],
  };

  async function everything() {
    /** @type {Item[]} */
    const items = [];
    const blocked = [];
    for (const [where, read] of Object.entries(PLACES)) {
      try {
        (await read()).forEach((name) => items.push({ where, name: name ?? "" }));
      } catch {
        blocked.push(where);
      }
    }
    return { items, blocked };
  }

  // What is listed

  function listed() {
    return Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("tr[data-where]")), (row) => ({
      where: row.dataset.where ?? "",
      name: row.dataset.name ?? "",
      isPattern: "pattern" in row.dataset,
    }));
  }

  /** @param {Row} row @param {Item} item */
  function matches(row, item) {
    if (row.where !== item.where) return false;
    if (!row.isPattern) return row.name === item.name;
    const parts = row.name.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "s").test(item.name);
  }

  // What is shown

  /** @param {any} panel @param {(Item & {known: boolean})[]} items */
  function draw(panel, items) {
    const body = panel.querySelector("tbody");
    const blank = panel.querySelector("template").content.firstElementChild;
    body.replaceChildren(
      ...items.map((item) => {
        const row = blank.cloneNode(true);
        row.querySelector("[data-fill=name]").textContent = item.name;
        row.querySelector("[data-fill=where]").textContent = item.where;
        say(row, "listed", item.known ? "yes" : "no");
        return row;
      })
    );
    panel.querySelector("table").hidden = !items.length;
    panel.querySelector("[data-action=clear]").hidden = !items.length;
    say(panel, "stored", items.length ? (items.every((item) => item.known) ? "listed" : "unlisted") : "nothing");
  }

  /** Show the sentence of that state, and no other of its kind. @param {Element} within @param {string} kind @param {string} state */
  function say(within, kind, state) {
    /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(`[data-${kind}]`)).forEach((element) => {
      element.hidden = element.dataset[kind] !== state;
    });
  }

  /** @param {HTMLElement} panel @param {string} name @param {boolean} isShown */
  function show(panel, name, isShown) {
    /** @type {HTMLElement} */ (panel.querySelector(`[data-part=${name}]`)).hidden = !isShown;
  }

  // Deleting

  /** @param {HTMLElement} panel */
  async function clear(panel) {
    const known = listed();
    const before = (await everything()).items;
    // Below a shared address, what is not listed may be another site's and is not ours to delete.
    const ours = before.filter((item) => ROOT === "/" || known.some((row) => matches(row, item)));
    for (const item of ours) {
      try {
        await REMOVE[item.where](item.name);
      } catch {
        // What cannot be deleted is still there when the list is made anew.
      }
    }
    const left = await look(panel);
    say(panel, "cleared", left.length ? (ROOT === "/" ? "some" : "shared") : "all");
    panel.querySelectorAll("[data-fill=left]").forEach((element) => {
      element.textContent = left.map((item) => item.name).join(", ");
    });
  }

  /** @type {Record<string, (name: string) => unknown>} */
  const REMOVE = {
    cookie: (name) => paths().forEach((path) => (document.cookie = `${name}=; Max-Age=0; Path=${path}`)),
    localStorage: (name) => window.localStorage.removeItem(name),
    sessionStorage: (name) => window.sessionStorage.removeItem(name),
    indexedDB: (name) =>
      new Promise((done) => {
        const request = window.indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = done;
      }),
    cacheStorage: (name) => window.caches.delete(name),
    serviceWorker: async (scope) =>
      Promise.all(
        (await navigator.serviceWorker.getRegistrations())
          .filter((worker) => new URL(worker.scope).pathname === scope)
          .map((worker) => worker.unregister())
      ),
  };

  /** Every path a cookie of this page can have: a cookie is deleted only under its own. */
  function paths() {
    const parts = window.location.pathname.split("/");
    const found = parts.map((_, at) => parts.slice(0, at + 1).join("/") || "/");
    return [...new Set(found.flatMap((path) => [path, path.replace(/\/?$/, "/")]))];
  }

  /** @template T @param {() => T} read @param {T} otherwise */
  function attempt(read, otherwise) {
    try {
      return read();
    } catch {
      return otherwise;
    }
  }

  // Material loads further pages without loading scripts anew; it says so through document$.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
