/* Reads the file of a policy: all its revisions woven together (docs/project/history-store.md describes it). */

const FORMAT = "policy-history in full";
const VERSION = 1;

/** The store as the walk needs it. Throws an Error for a file of another form. */
export function readStore(data) {
  if (!data || data.format !== FORMAT || data.version !== VERSION) {
    throw new Error("this is no history store of version " + VERSION);
  }
  const texts = data.sets.length ? data.texts.split(Array.from(data.signs)[0]) : [];
  const count = texts.length;
  for (const name of ["sets", "styles", "links"]) {
    if (data[name].length !== count) {
      throw new Error("the history store is damaged: " + name);
    }
  }
  const store = {
    count: count,
    revisions: data.revisions,
    turns: data.turns,
    looks: data.looks.map(readLook),
    sets: data.sets,
    styles: data.styles,
    links: readLinks(data.links),
    letters: new Int32Array(count),
    weights: new Int32Array(count).fill(-1),
  };
  Object.keys(data.letters).forEach((run) => {
    store.letters[run] = data.letters[run];
  });
  return Object.assign(store, readTexts(data, texts));
}

/**
 * The pieces of source, how much of each is not seen, and what is seen instead of some. A sign stands behind what is not
 * seen, another one where a blank is seen in its place; an empty text stands for that of the linked run before.
 */
function readTexts(data, texts) {
  const found = { texts: texts, skipped: new Int32Array(texts.length), shown: new Map() };
  const covers = Array.from(data.signs).slice(1);
  const empty = new Set(data.empty);
  Object.keys(data.shown).forEach((run) => found.shown.set(Number(run), data.shown[run]));
  texts.forEach((text, run) => {
    if (text) {
      uncover(found, run, covers);
    } else if (data.links[run] && !empty.has(run)) {
      copy(found, run, run - Math.abs(data.links[run]));
    }
  });
  return found;
}

function uncover(found, run, covers) {
  const text = found.texts[run];
  covers.forEach((cover, at) => {
    const hidden = text.indexOf(cover);
    if (hidden >= 0) {
      found.texts[run] = text.slice(0, hidden) + text.slice(hidden + cover.length);
      found.skipped[run] = at ? -hidden : hidden;
    }
  });
}

function copy(found, run, other) {
  found.texts[run] = found.texts[other];
  found.skipped[run] = found.skipped[other];
  if (found.shown.has(other)) {
    found.shown.set(run, found.shown.get(other));
  }
}

/** For each run the first run with the same words, counted from 1; 0 where no other run has them. */
function readLinks(distances) {
  const links = new Int32Array(distances.length);
  distances.forEach((far, run) => {
    if (far) {
      const other = run - Math.abs(far);
      links[other] = links[other] || other + 1;
      links[run] = links[other];
    }
  });
  return links;
}

/** What the words of a run have in common; the keys make two of them quick to compare. */
function readLook(fields) {
  const look = { look: null, mark: fields.mark || "", form: fields.form || null, alone: fields.alone || "wording" };
  if (look.mark) {
    look.alone = "structure";
  } else {
    const parts = fields.look || {};
    look.look = Array.isArray(parts) ? parts.map((part) => [part[0], readStyle(part[1])]) : readStyle(parts);
  }
  look.lookKey = JSON.stringify(look.look);
  look.formKey = JSON.stringify(look.form);
  look.targetsKey = JSON.stringify(targets(look.look));
  return look;
}

function readStyle(fields) {
  const names = [fields.strong, fields.emphasis, fields.code].map(Boolean);
  return names.concat([fields.link, fields.image].map((address) => (address === undefined ? null : address)));
}

/** A look as styles with their texts: of a word in one style, the text is null. */
export function stylesOf(look) {
  if (!look) {
    return [];
  }
  return Array.isArray(look[0]) ? look.map((part) => [part[0], part[1]]) : [[null, look]];
}

export const STRONG = 0;
export const EMPHASIS = 1;
export const CODE = 2;
export const LINK = 3;
export const IMAGE = 4;
export const PLAIN = [false, false, false, null, null];

function targets(look) {
  return stylesOf(look)
    .map((part) => [part[1][LINK], part[1][IMAGE]])
    .filter((pair) => pair[0] || pair[1]);
}

export function lookOf(store, run) {
  return store.looks[store.styles[run]];
}

export function markOf(store, run) {
  return lookOf(store, run).mark;
}

/** For each run 1 when it stands in that revision, else 0. */
export function standing(store, revision) {
  const stands = store.turns.map((turns) => countUpTo(turns, revision) & 1);
  const found = new Uint8Array(store.count);
  for (let run = 0; run < found.length; run += 1) {
    found[run] = stands[store.sets[run]];
  }
  return found;
}

/** The source of a revision, as it is published. */
export function sourceOf(store, revision) {
  const stands = standing(store, revision);
  return store.texts.filter((text, run) => stands[run]).join("");
}

/** What a reader sees of a run, with the blank before it if there is one. */
export function visible(store, run) {
  if (markOf(store, run)) {
    return "";
  }
  if (store.shown.has(run)) {
    return store.shown.get(run);
  }
  const skipped = store.skipped[run];
  const rest = store.texts[run].slice(Math.abs(skipped));
  return skipped < 0 ? " " + rest : rest;
}

// Weighing: white space counts as the word behind it

export const WORD = 2;
const BLANK = /[ \t\n\r\f\v\u00a0]+/g;
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/gu;

/** The weight of visible text, in half words. */
export function weigh(text) {
  return WORD * (text.match(BLANK) || []).length + (text.match(UNSPACED) || []).length;
}

export function weightOf(store, run) {
  if (store.weights[run] < 0) {
    store.weights[run] = markOf(store, run) ? WORD : weigh(visible(store, run));
  }
  return store.weights[run];
}

export function total(store, runs) {
  return runs.reduce((sum, run) => sum + weightOf(store, run), 0);
}

export function countUpTo(ends, place) {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] <= place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
