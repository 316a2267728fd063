/*
 * Loads pages that are held to strict rules whole, and whole too what is gone to from them.
 *
 * Material's “navigation.instant” puts the next page into the document that is open: its content security policy would be
 * that of the page before. A link with a target is let be by it. The build fills in which pages are held.
 */
(() => {
  /** @type {string[]} */
  const held = [/* folders */];
  const script = document.currentScript;
  const site = new URL("..", script instanceof HTMLScriptElement ? script.src : location.href).href;
  const opened = location.href;

  /** @param {string} address */
  const isHeld = (address) => {
    const place = address.startsWith(site) ? address.slice(site.length).replace(/[?#].*$/, "") : null;
    return place !== null && held.some((each) => each === place || (each.endsWith("*") && place.startsWith(each.slice(0, -1))));
  };

  addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link?.href && !link.target && (isHeld(opened) || isHeld(link.href))) {
        link.target = "_self";
      }
    },
    true,
  );
})();
