/*
 * Compares any two revisions of a policy on the reader's own device.
 *
 * One static file holds all revisions woven together (docs/project/history-store.md describes it). The walk below is
 * the engine's, step by step (policy_history/history: comparison, tidying, moving, walk, weighing): both give the same
 * redline, to which tests/test_compare_walk.py holds them. What is drawn has the classes of the prebuilt pages.
 *
 * The script asks for that one file, sends nothing and stores nothing. Text from the file only ever becomes text nodes.
 */
(function () {
  "use strict";

  // Reading the file

  const FORMAT = "policy-history";
  const VERSION = 1;

  /** The store as the walk needs it. Throws an Error for a file of another form. */
  function readStore(data) {
    if (!data || data.format !== FORMAT || data.version !== VERSION) {
      throw new Error("this is no history store of version " + VERSION);
    }
    const count = data.texts.length;
    for (const name of ["sets", "styles", "links", "skipped"]) {
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
    return Object.assign(store, readTexts(data));
  }

  /** The pieces of source, and what of them is seen; 0 for a text stands for that of the linked run before. */
  function readTexts(data) {
    const found = { texts: data.texts.slice(), skipped: data.skipped.slice(), shown: new Map() };
    Object.keys(data.shown).forEach((run) => found.shown.set(Number(run), data.shown[run]));
    data.texts.forEach((text, run) => {
      if (text === 0) {
        const other = run - Math.abs(data.links[run]);
        found.texts[run] = found.texts[other];
        found.skipped[run] = found.skipped[other];
        if (found.shown.has(other)) {
          found.shown.set(run, found.shown.get(other));
        }
      }
    });
    return found;
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
  function stylesOf(look) {
    if (!look) {
      return [];
    }
    return Array.isArray(look[0]) ? look.map((part) => [part[0], part[1]]) : [[null, look]];
  }

  const STRONG = 0;
  const EMPHASIS = 1;
  const CODE = 2;
  const LINK = 3;
  const IMAGE = 4;
  const PLAIN = [false, false, false, null, null];

  function targets(look) {
    return stylesOf(look)
      .map((part) => [part[1][LINK], part[1][IMAGE]])
      .filter((pair) => pair[0] || pair[1]);
  }

  function lookOf(store, run) {
    return store.looks[store.styles[run]];
  }

  function markOf(store, run) {
    return lookOf(store, run).mark;
  }

  /** For each run 1 when it stands in that revision, else 0. */
  function standing(store, revision) {
    const stands = store.turns.map((turns) => countUpTo(turns, revision) & 1);
    const found = new Uint8Array(store.count);
    for (let run = 0; run < found.length; run += 1) {
      found[run] = stands[store.sets[run]];
    }
    return found;
  }

  /** The source of a revision, as it is published. */
  function sourceOf(store, revision) {
    const stands = standing(store, revision);
    return store.texts.filter((text, run) => stands[run]).join("");
  }

  /** What a reader sees of a run, with the blank before it if there is one. */
  function visible(store, run) {
    if (markOf(store, run)) {
      return "";
    }
    if (store.shown.has(run)) {
      return store.shown.get(run);
    }
    const skipped = store.skipped[run];
    const rest = withoutFirst(store.texts[run], Math.abs(skipped));
    return skipped < 0 ? " " + rest : rest;
  }

  /** A text without its first characters, counted as Unicode counts them. */
  function withoutFirst(text, count) {
    const first = text.slice(0, count);
    return /[\ud800-\udfff]/.test(first) ? Array.from(text).slice(count).join("") : text.slice(count);
  }

  // Weighing: white space counts as the word behind it

  const WORD = 2;
  const BLANK = /[ \t\n\r\f\v\u00a0]+/g;
  const UNSPACED =
    /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/gu;

  /** The weight of visible text, in half words. */
  function weigh(text) {
    return WORD * (text.match(BLANK) || []).length + (text.match(UNSPACED) || []).length;
  }

  function weightOf(store, run) {
    if (store.weights[run] < 0) {
      store.weights[run] = markOf(store, run) ? WORD : weigh(visible(store, run));
    }
    return store.weights[run];
  }

  function total(store, runs) {
    return runs.reduce((sum, run) => sum + weightOf(store, run), 0);
  }

  // The walk: changes, and the kept stretches before, between and behind them

  const OLD = 1;
  const NEW = 2;
  const BOTH = 3;

  /**
   * Two revisions compared: `changes` of {old, new} runs and one kept stretch more than there are changes. A stretch is a
   * list of {old, new} pairs of linked runs and of {start, end} ranges, of which the runs that stand in both are kept.
   */
  function compare(store, old, newer) {
    const comparison = walk(store, old, newer);
    if (Math.abs(newer - old) > 1) {
      tidy(comparison);
    }
    return comparison;
  }

  function walk(store, old, newer) {
    const flags = standing(store, newer);
    const inOld = standing(store, old);
    for (let run = 0; run < flags.length; run += 1) {
      flags[run] = inOld[run] | (flags[run] << 1);
    }
    const comparison = { store: store, flags: flags, kept: [[]], changes: [], dropped: new Set() };
    let change = { old: [], new: [] };
    let start = 0;
    let isKept = false;
    for (let run = 0; run < flags.length; run += 1) {
      if (flags[run] === BOTH) {
        isKept = true;
      } else if (flags[run]) {
        if (isKept) {
          add(comparison, change, { start: start, end: run });
          change = { old: [], new: [] };
          isKept = false;
        }
        (flags[run] === OLD ? change.old : change.new).push(run);
        start = run + 1;
      }
    }
    add(comparison, change, { start: start, end: flags.length });
    return comparison;
  }

  function add(comparison, change, stay) {
    const found = settled(comparison, change);
    const last = comparison.kept[comparison.kept.length - 1];
    found.stretches[0].forEach((kept) => last.push(kept));
    found.stretches.slice(1).forEach((stretch) => comparison.kept.push(stretch));
    found.changes.forEach((each) => comparison.changes.push(each));
    comparison.kept[comparison.kept.length - 1].push(stay);
  }

  /** A change as changes between kept stretches: words that both its sides have in the same order are kept. */
  function settled(comparison, change) {
    const found = sameWords(comparison, change);
    if (!found.length) {
      return change.old.length || change.new.length
        ? { changes: [change], stretches: [[], []] }
        : { changes: [], stretches: [[]] };
    }
    const changes = [];
    const stretches = [[]];
    let atOld = 0;
    let atNew = 0;
    const end = { old: change.old.length, new: change.new.length, length: 0 };
    for (const same of found.concat([end])) {
      if (same.old > atOld || same.new > atNew) {
        changes.push({ old: change.old.slice(atOld, same.old), new: change.new.slice(atNew, same.new) });
        stretches.push([]);
      }
      for (let step = 0; step < same.length; step += 1) {
        const pair = { old: change.old[same.old + step], new: change.new[same.new + step] };
        stretches[stretches.length - 1].push(pair);
      }
      atOld = same.old + same.length;
      atNew = same.new + same.length;
    }
    return { changes: changes, stretches: stretches };
  }

  /** Stretches of both sides of a change with the same links, the heaviest of them that keep their order. */
  function sameWords(comparison, change) {
    if (!sharesLinks(comparison, change)) {
      return [];
    }
    const links = comparison.store.links;
    const there = new Map();
    change.new.forEach((run, at) => {
      if (links[run] && !comparison.dropped.has(run)) {
        there.set(links[run], at);
      }
    });
    const found = [];
    change.old.forEach((run, at) => {
      if (there.has(links[run]) && !comparison.dropped.has(run)) {
        addOrLengthen(found, { old: at, new: there.get(links[run]), length: 1 });
      }
    });
    if (found.length < 2) {
      return found;
    }
    const runs = (same) => change.old.slice(same.old, same.old + same.length);
    return heaviestChain(found, found.map((same) => total(comparison.store, runs(same))));
  }

  /** Whether anything on the old side of a change has its like on the new side. Both sides' links are noted once. */
  function sharesLinks(comparison, change) {
    for (const side of ["old", "new"]) {
      if (!change[side + "Links"]) {
        const there = change[side].filter((run) => comparison.store.links[run] && !comparison.dropped.has(run));
        change[side + "Links"] = new Set(there.map((run) => comparison.store.links[run]));
      }
    }
    if (!change.newLinks.size) {
      return false;
    }
    for (const link of change.oldLinks) {
      if (change.newLinks.has(link)) {
        return true;
      }
    }
    return false;
  }

  /** Add a stretch behind others, or make it part of the last one when it goes on there on both sides. */
  function addOrLengthen(found, same) {
    const last = found[found.length - 1];
    if (last && last.old + last.length === same.old && last.new + last.length === same.new) {
      last.length += same.length;
    } else {
      found.push(same);
    }
  }

  /** The stretches that keep their order, with the greatest sum of gains. They come apart and in the old side's order. */
  function heaviestChain(stretches, gains) {
    const ends = Array.from(new Set(stretches.map(endOf))).sort((one, other) => one - other);
    const rank = new Map(ends.map((end, at) => [end, at + 1]));
    const tree = ends.map(() => [0, -1]).concat([[0, -1]]);
    const best = [];
    const before = [];
    stretches.forEach((same, at) => {
      const found = bestUpTo(tree, countUpTo(ends, same.new));
      best.push(found[0] + gains[at]);
      before.push(found[1]);
      enter(tree, rank.get(endOf(same)), [best[at], at]);
    });
    return trace(stretches, best, before);
  }

  function endOf(same) {
    return same.new + same.length;
  }

  function countUpTo(ends, place) {
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

  function enter(tree, start, value) {
    for (let place = start; place < tree.length; place += place & -place) {
      if (value[0] > tree[place][0]) {
        tree[place] = value;
      }
    }
  }

  function bestUpTo(tree, start) {
    let found = [0, -1];
    for (let place = start; place; place -= place & -place) {
      if (tree[place][0] > found[0]) {
        found = tree[place];
      }
    }
    return found;
  }

  function trace(stretches, best, before) {
    let at = 0;
    best.forEach((value, each) => {
      at = value > best[at] ? each : at;
    });
    const chain = [];
    while (at >= 0 && best[at] > 0) {
      chain.push(stretches[at]);
      at = before[at];
    }
    return chain.reverse();
  }

  /** The runs of a kept stretch, pair by pair, until `visit` answers false. */
  function eachPair(comparison, stretch, visit) {
    for (const kept of stretch) {
      if (kept.end === undefined) {
        if (visit(kept.old, kept.new) === false) {
          return;
        }
        continue;
      }
      for (let run = kept.start; run < kept.end; run += 1) {
        if (comparison.flags[run] === BOTH && visit(run, run) === false) {
          return;
        }
      }
    }
  }

  // Stray kept words between two changes are dropped

  const ISLAND = 2 * WORD;

  function tidy(comparison) {
    let at = 1;
    while (at < comparison.changes.length) {
      const weight = islandWeight(comparison, at);
      if (
        weight <= ISLAND &&
        weight < size(comparison, comparison.changes[at - 1]) &&
        weight < size(comparison, comparison.changes[at])
      ) {
        drop(comparison, at);
        at = Math.max(1, at - 1);
      } else {
        at += 1;
      }
    }
  }

  function islandWeight(comparison, at) {
    let weight = 0;
    eachPair(comparison, comparison.kept[at], (old, newer) => {
      weight += weightOf(comparison.store, newer);
      return weight <= ISLAND;
    });
    return weight;
  }

  function size(comparison, change) {
    if (change.oldSize === undefined) {
      change.oldSize = total(comparison.store, change.old);
      change.newSize = total(comparison.store, change.new);
    }
    return Math.max(change.oldSize, change.newSize);
  }

  /** Make the kept stretch between two changes part of them: its words are removed and added again. */
  function drop(comparison, at) {
    const merged = comparison.changes[at - 1];
    const middle = { old: [], new: [], oldLinks: new Set(), newLinks: new Set() };
    eachPair(comparison, comparison.kept[at], (old, newer) => {
      comparison.dropped.add(old);
      comparison.dropped.add(newer);
      middle.old.push(old);
      middle.new.push(newer);
    });
    append(comparison, merged, middle);
    append(comparison, merged, comparison.changes[at]);
    if (!sharesLinks(comparison, merged)) {
      comparison.changes.splice(at, 1);
      comparison.kept.splice(at, 1);
      return;
    }
    const found = settled(comparison, merged);
    const last = found.stretches.length - 1;
    found.stretches[0] = comparison.kept[at - 1].concat(found.stretches[0]);
    found.stretches[last] = found.stretches[last].concat(comparison.kept[at + 1]);
    comparison.changes.splice(at - 1, 2, ...found.changes);
    comparison.kept.splice(at - 1, 3, ...found.stretches);
  }

  /** Add the runs of another change behind those of a change. */
  function append(comparison, change, other) {
    for (const each of [change, other]) {
      size(comparison, each);
      sharesLinks(comparison, each);
    }
    for (const side of ["old", "new"]) {
      other[side].forEach((run) => change[side].push(run));
      other[side + "Links"].forEach((link) => change[side + "Links"].add(link));
      change[side + "Size"] += other[side + "Size"];
    }
  }

  // Moves: linked runs that lie in different changes

  const LIGHT = 3 * WORD;
  const NOT_MOVED = { number: 0, isKept: false };

  /** What each run of the changes has to do with a move: {number, isKept}; new runs are counted -1, -2 and so on. */
  function findMoves(comparison) {
    const moves = new Map();
    let number = 0;
    for (const group of moveGroups(comparison)) {
      if (weightOfAll(group) >= LIGHT) {
        number += 1;
        markMove(comparison, group, number, moves);
      }
    }
    return moves;
  }

  function weightOfAll(group) {
    return group.reduce((sum, piece) => sum + piece.weight, 0);
  }

  /** Everything on both sides from the first run of a group to the last takes part in its move. */
  function markMove(comparison, group, number, moves) {
    const first = group[0];
    const last = group[group.length - 1];
    const olds = comparison.changes[first.oldChange].old;
    const news = comparison.changes[first.newChange].new;
    const there = olds.slice(first.old, last.old + last.length);
    const here = news.slice(first.new, last.new + last.length).map((run) => ~run);
    for (const key of there.concat(here)) {
      if (!moves.has(key)) {
        moves.set(key, { number: number, isKept: false });
      }
    }
    for (const piece of group) {
      for (let step = 0; step < piece.length; step += 1) {
        moves.set(olds[piece.old + step], { number: number, isKept: true });
        moves.set(~news[piece.new + step], { number: number, isKept: true });
      }
    }
  }

  /** What stands in changes on both sides, in the order of the old text: runs that stand together make one piece. */
  function movePieces(comparison) {
    const store = comparison.store;
    const there = new Map();
    comparison.changes.forEach((change, number) => {
      change.new.forEach((run, at) => {
        if (store.links[run] && !comparison.dropped.has(run)) {
          there.set(store.links[run], { newChange: number, new: at });
        }
      });
    });
    const pieces = [];
    comparison.changes.forEach((change, number) => {
      change.old.forEach((run, at) => {
        const target = there.get(store.links[run]);
        if (target && !comparison.dropped.has(run)) {
          const place = { oldChange: number, old: at, newChange: target.newChange, new: target.new };
          addOrJoin(pieces, Object.assign(place, { length: 1, weight: weightOf(store, run) }));
        }
      });
    });
    return pieces;
  }

  function addOrJoin(pieces, piece) {
    const last = pieces[pieces.length - 1];
    const isNext =
      last && inSameChanges(last, piece) && last.old + last.length === piece.old && last.new + last.length === piece.new;
    if (isNext) {
      last.length += 1;
      last.weight += piece.weight;
    } else {
      pieces.push(piece);
    }
  }

  function inSameChanges(one, other) {
    return one.oldChange === other.oldChange && one.newChange === other.newChange;
  }

  /** Pieces that went together: next to each other on both sides but for edits no heavier than they are. */
  function moveGroups(comparison) {
    const groups = [];
    for (const piece of movePieces(comparison)) {
      const last = groups[groups.length - 1];
      if (last && goesOn(comparison, last, piece)) {
        last.push(piece);
      } else {
        groups.push([piece]);
      }
    }
    return groups;
  }

  function goesOn(comparison, group, piece) {
    const last = group[group.length - 1];
    if (!inSameChanges(last, piece) || last.new >= piece.new) {
      return false;
    }
    const olds = comparison.changes[piece.oldChange].old.slice(last.old + last.length, piece.old);
    const news = comparison.changes[piece.newChange].new.slice(last.new + last.length, piece.new);
    const edited = Math.max(total(comparison.store, olds), total(comparison.store, news));
    return edited <= weightOfAll(group) + piece.weight;
  }

  // Segments: the redline as stretches of both sources

  /** The redline from one revision to another, by number: {operation, old, new, kind, move} as the engine gives it. */
  function segments(store, old, newer) {
    const comparison = compare(store, old, newer);
    const moves = findMoves(comparison);
    const found = [];
    comparison.kept.forEach((stretch, at) => {
      if (at) {
        const change = comparison.changes[at - 1];
        oneSide(store, change.old, OLD, moves, found);
        oneSide(store, change.new, NEW, moves, found);
      }
      tellKept(comparison, stretch, found);
    });
    return found;
  }

  function tellKept(comparison, stretch, found) {
    const store = comparison.store;
    let last = null;
    eachPair(comparison, stretch, (old, newer) => {
      const kind = old === newer ? null : difference(store, old, newer);
      if (!store.texts[old] && !store.texts[newer]) {
        return;
      }
      if (!last || last.kind !== kind) {
        last = { operation: "equal", old: "", new: "", kind: kind, move: 0 };
        found.push(last);
      }
      last.old += store.texts[old];
      last.new += store.texts[newer];
    });
  }

  /** In what two linked runs differ, to a reader of the page; null for nothing. */
  function difference(store, old, newer) {
    const one = lookOf(store, old);
    const other = lookOf(store, newer);
    if (one.mark) {
      if (one.formKey !== other.formKey) {
        return "structure";
      }
    } else if (store.letters[old] !== store.letters[newer]) {
      return "typography";
    } else if (one.lookKey !== other.lookKey) {
      return one.targetsKey !== other.targetsKey ? "link target" : "formatting";
    }
    return store.texts[old] === store.texts[newer] ? null : "no visible change";
  }

  function oneSide(store, runs, side, moves, found) {
    for (const group of byFate(runs, side, moves)) {
      const text = group.runs.map((run) => store.texts[run]).join("");
      if (text) {
        found.push({
          operation: group.move.isKept ? "move" : side === OLD ? "delete" : "insert",
          old: side === OLD ? text : "",
          new: side === NEW ? text : "",
          kind: group.move.isKept ? "structure" : kindAlone(store, group.runs),
          move: group.move.number,
        });
      }
    }
  }

  /** Neighbouring runs of one side of a change that have the same fate. */
  function byFate(runs, side, moves) {
    const groups = [];
    for (const run of runs) {
      const move = fateOf(run, side, moves);
      const last = groups[groups.length - 1];
      if (last && last.move.number === move.number && last.move.isKept === move.isKept) {
        last.runs.push(run);
      } else {
        groups.push({ move: move, runs: [run] });
      }
    }
    return groups;
  }

  function fateOf(run, side, moves) {
    return moves.get(side === OLD ? run : ~run) || NOT_MOVED;
  }

  function kindAlone(store, runs) {
    const found = new Set(runs.map((run) => lookOf(store, run).alone));
    return ["wording", "structure", "typography"].find((kind) => found.has(kind));
  }

  // Blocks: what the runs make, once the marks at the ends of blocks, rows and cells are read

  /**
   * The blocks of a redline in reading order: {items, oldForm, newForm}. An item is {operation, old, new, move}, with runs
   * or -1; the operations are equal, delete, insert, away (moved from here) and here (moved to here). A block without
   * newForm is gone, one without oldForm has come.
   */
  function blocksOf(comparison, moves) {
    const builder = { store: comparison.store, blocks: [], items: [], passed: -1 };
    comparison.kept.forEach((stretch, at) => {
      const next = firstOf(comparison, stretch);
      if (at) {
        addChange(builder, comparison.changes[at - 1], moves, next);
      }
      eachPair(comparison, stretch, (old, newer) => {
        if (newer === builder.passed) {
          builder.passed = -1;
        } else {
          feed(builder, { operation: "equal", old: old, new: newer, move: 0 });
        }
      });
    });
    if (builder.items.length) {
      builder.blocks.push({ items: builder.items, oldForm: PARAGRAPH, newForm: PARAGRAPH });
    }
    noteJoins(comparison.store, builder.blocks);
    return builder.blocks;
  }

  const PARAGRAPH = ["paragraph", 0, [], 0, false];

  function firstOf(comparison, stretch) {
    let first = null;
    eachPair(comparison, stretch, (old, newer) => {
      first = { operation: "equal", old: old, new: newer, move: 0 };
      return false;
    });
    return first;
  }

  function markOfItem(store, item) {
    return markOf(store, item.new >= 0 ? item.new : item.old);
  }

  function endsBlock(store, item) {
    const mark = markOfItem(store, item);
    return mark === "block" || mark === "row";
  }

  function isGone(item) {
    return item.new < 0;
  }

  /** Add an item; the mark of a block closes it. Where a block went on in another, its mark stands among the words. */
  function feed(builder, item) {
    if (!endsBlock(builder.store, item) || (isGone(item) && !builder.items.every(isGone))) {
      builder.items.push(item);
      return;
    }
    builder.blocks.push({
      items: builder.items,
      oldForm: item.old >= 0 ? lookOf(builder.store, item.old).form : null,
      newForm: item.new >= 0 ? lookOf(builder.store, item.new).form : null,
      oldEnd: item.old,
    });
    builder.items = [];
  }

  /**
   * Add a change. Both sides keep their order, but block goes with block: the rest of the block begun before the change,
   * whole blocks that are gone, whole ones that have come, and the beginning of the block that goes on behind it.
   */
  function addChange(builder, change, moves, next) {
    const old = inBlocks(builder.store, sideItems(change.old, OLD, moves));
    const newer = inBlocks(builder.store, sideItems(change.new, NEW, moves));
    const isOpen = !builder.items.every(isGone);
    if (isOpen && old.whole.length && newer.whole.length) {
      addPaired(builder, old.whole.shift(), newer.whole.shift());
    } else if (isOpen && old.whole.length && next && endsBlock(builder.store, next)) {
      endEarlier(builder, old, newer, next);
      return;
    } else if (isOpen && (old.whole.length || newer.whole.length)) {
      const tail = newer.whole.length ? newer.whole.shift() : newer.rest;
      newer.rest = tail === newer.rest ? [] : newer.rest;
      feedAll(builder, [].concat(...old.whole, old.rest));
      feedAll(builder, tail);
      old.whole = [];
      old.rest = [];
    }
    feedAll(builder, [].concat(...old.whole));
    feedAll(builder, [].concat(...newer.whole));
    addCells(builder, old.rest, newer.rest);
  }

  function sideItems(runs, side, moves) {
    return runs.map((run) => {
      const move = fateOf(run, side, moves);
      const operations = side === OLD ? ["delete", "away"] : ["insert", "here"];
      const item = { operation: operations[move.isKept ? 1 : 0], old: -1, new: -1, move: move.number };
      item[side === OLD ? "old" : "new"] = run;
      return item;
    });
  }

  function inBlocks(store, items) {
    const found = { whole: [], rest: [] };
    for (const item of items) {
      found.rest.push(item);
      if (endsBlock(store, item)) {
        found.whole.push(found.rest);
        found.rest = [];
      }
    }
    return found;
  }

  function feedAll(builder, items) {
    items.forEach((item) => feed(builder, item));
  }

  /** Two ends of one block, each with its mark: one block that ends. */
  function addPaired(builder, old, newer) {
    const ends = { operation: "equal", old: old.pop().old, new: newer.pop().new, move: 0 };
    addCells(builder, old, newer);
    feed(builder, ends);
  }

  /**
   * Blocks behind this one are gone, and it is the mark of the last of them that is kept: the same mark at the end of this
   * block tells it better.
   */
  function endEarlier(builder, old, newer, next) {
    const tail = old.whole.shift();
    const ends = { operation: "equal", old: tail.pop().old, new: next.new, move: 0 };
    feedAll(builder, tail);
    feedAll(builder, newer.rest);
    feed(builder, ends);
    feedAll(builder, [].concat(...old.whole, old.rest));
    feed(builder, { operation: "delete", old: next.old, new: -1, move: 0 });
    builder.passed = next.new;
  }

  /** The words of both sides, cell by cell where both have as many. */
  function addCells(builder, old, newer) {
    const isCell = (item) => markOfItem(builder.store, item) === "cell";
    const ends = [old, newer].map((items) => items.filter(isCell));
    let atOld = 0;
    let atNew = 0;
    if (ends[0].length === ends[1].length) {
      ends[0].forEach((end, number) => {
        const stops = [old.indexOf(end), newer.indexOf(ends[1][number])];
        feedAll(builder, old.slice(atOld, stops[0]));
        feedAll(builder, newer.slice(atNew, stops[1]));
        feed(builder, { operation: "equal", old: end.old, new: ends[1][number].new, move: 0 });
        atOld = stops[0] + 1;
        atNew = stops[1] + 1;
      });
    }
    feedAll(builder, old.slice(atOld));
    feedAll(builder, newer.slice(atNew));
  }

  /** Mark the blocks that were split off the one before, and those that several were merged into. */
  function noteJoins(store, blocks) {
    const shares = new Map();
    let oldBlock = 0;
    blocks.forEach((block, number) => {
      for (const item of block.items) {
        if (item.old >= 0 && endsBlock(store, item)) {
          oldBlock += 1;
        } else if (item.operation === "equal" && !markOfItem(store, item)) {
          const share = shares.get(oldBlock) || new Map();
          share.set(number, (share.get(number) || 0) + 1 + visible(store, item.new).trim().split(/\s+/).length - 1);
          shares.set(oldBlock, share);
        }
      }
      oldBlock += block.oldForm ? 1 : 0;
    });
    blocks.forEach((block, number) => {
      const sources = Array.from(shares.values()).filter((share) => share.has(number));
      const big = sources.filter((share) => share.get(number) > 1);
      if (block.newForm && sources.length === 1 && big.length && Math.min(...sources[0].keys()) < number) {
        block.joins = "split off from the paragraph before";
      } else if (block.newForm && big.length > 1) {
        block.joins = "several paragraphs merged into one";
      }
    });
  }

  // Spans: the words of a block or cell by what became of them

  /** Items as the reader's units: a kept stretch, a moved one, or a removal with the addition that follows it. */
  function unitsOf(store, items) {
    const units = [];
    for (const item of items) {
      if (item.new >= 0 && markOf(store, item.new)) {
        continue;
      }
      const isEdit = item.operation === "delete" || item.operation === "insert";
      const kind = isEdit ? "edit" : item.operation;
      const last = units[units.length - 1];
      if (last && last.kind === kind && (isEdit || last.move === item.move)) {
        last.items.push(item);
      } else {
        units.push({ kind: kind, move: item.move, items: [item] });
      }
    }
    return units;
  }

  function isOldItem(item) {
    return item.operation === "delete" || item.operation === "away";
  }

  /** The words of items as running text; a mark between blocks is a blank. */
  function wordsOf(store, items, isOld) {
    return items
      .map((item) => {
        const run = isOld ? item.old : item.new;
        return item.isBetween ? " " : run < 0 ? "" : markOf(store, run) ? " " : visible(store, run);
      })
      .join("")
      .replace(/\s+/g, " ")
      .trim();
  }

  /** In what a kept word differs in its looks: {kind, before, after} in words, or null. */
  function styleChange(store, item) {
    if (item.operation !== "equal" || item.old === item.new || markOf(store, item.new)) {
      return null;
    }
    const looks = [item.old, item.new].map((run) => lookOf(store, run).look);
    const links = looks.map(linksInWords);
    if (links[0] !== links[1]) {
      return { kind: "link", before: links[0], after: links[1] };
    }
    const before = lookInWords(looks[0]);
    const after = lookInWords(looks[1]);
    return before === after ? null : { kind: "formatting", before: before, after: after };
  }

  function linksInWords(look) {
    const found = stylesOf(look).map((part) => part[1][LINK]);
    return Array.from(new Set(found.filter((link) => link !== null))).sort().join(", ");
  }

  function lookInWords(look) {
    const names = [[STRONG, "strong"], [EMPHASIS, "emphasis"], [CODE, "code"]];
    const found = names.filter((name) => stylesOf(look).some((part) => part[1][name[0]]));
    return found.map((name) => name[1]).join(" ") || "plain";
  }

  const FORM_NAMES = { ul: "bulleted list", ol: "numbered list", quote: "quotation" };

  /** What kind of block it was and is, in words; null where that did not change. */
  function formChange(block) {
    const isKept = block.items.some((item) => item.operation === "equal");
    if (!isKept || !block.oldForm || !block.newForm) {
      return null;
    }
    const forms = [block.oldForm, block.newForm];
    const said = forms.map(formInWords);
    if (said[0] !== said[1]) {
      return said;
    }
    return forms[0][3] !== forms[1][3] ? forms.map((form) => "number " + form[3]) : null;
  }

  function formInWords(form) {
    const inside = form[2].slice().reverse().map((name) => " in a " + FORM_NAMES[name]).join("");
    return (form[1] ? form[0] + " of level " + form[1] : form[0]) + inside;
  }

  /** The blocks with the clauses they stand in on either side, by the words of the headings. */
  function nameClauses(store, blocks) {
    let old = "";
    let newer = "";
    for (const block of blocks) {
      if (block.oldForm && block.oldForm[0] === "heading") {
        old = wordsOf(store, block.items, true);
      }
      if (block.newForm && block.newForm[0] === "heading") {
        newer = wordsOf(store, block.items, false);
      }
      block.oldClause = old;
      block.newClause = newer;
      block.clause = block.newForm ? newer : old;
    }
  }

  const BETWEEN_BLOCKS = { isBetween: true, old: -1, new: -1 };

  /** Every move of which both ends are there: {from, to, removed, added, isEdited}, by its number. */
  function movesOf(store, blocks) {
    const ends = new Map();
    for (const block of blocks) {
      ends.forEach((move) => {
        move.away.push(BETWEEN_BLOCKS);
        move.here.push(BETWEEN_BLOCKS);
      });
      block.items.filter((item) => item.move).forEach((item) => addToMove(ends, item, block));
    }
    for (const [number, move] of ends) {
      move.removed = wordsOf(store, move.away, true);
      move.added = wordsOf(store, move.here, false);
      if (!move.removed || !move.added) {
        ends.delete(number);
      }
    }
    return ends;
  }

  function addToMove(ends, item, block) {
    const move = ends.get(item.move) || { away: [], here: [], isEdited: false };
    ends.set(item.move, move);
    if (item.operation !== "away" && item.operation !== "here") {
      move.isEdited = true;
      return;
    }
    const side = item.operation === "away" ? "from" : "to";
    const clause = item.operation === "away" && block.oldForm ? block.oldClause : block.clause;
    move[item.operation].push(item);
    move[side] = move[side] === undefined ? clause : move[side];
  }

  /** A block's words by cell; a block that is no table row has one. */
  function cellsOf(store, block) {
    const cells = [[]];
    for (const item of block.items) {
      const last = cells[cells.length - 1];
      const ends = markOfItem(store, item) === "cell" && (!isGone(item) || last.every(isGone));
      if (ends) {
        cells.push([]);
      } else {
        last.push(item);
      }
    }
    return cells.filter((cell, at) => cell.length || at < cells.length - 1);
  }

  // Drawing: elements made by hand, text as text nodes

  function element(name, properties, children) {
    const made = document.createElement(name);
    Object.keys(properties || {}).forEach((key) => made.setAttribute(key, properties[key]));
    (children || []).forEach((child) => {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }

  const SCHEMES = ["http", "https", "mailto", "tel"];

  /** An address from the text as it may stand in the page: empty where it would run code. */
  function safeAddress(address, root) {
    const read = address.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(read);
    if (scheme && SCHEMES.indexOf(scheme[1].toLowerCase()) < 0) {
      return "";
    }
    return /^\/(?!\/)/.test(read) ? root + read.slice(1) : address;
  }

  function address(name, target, root) {
    const safe = safeAddress(target, root);
    return safe ? { [name]: safe } : {};
  }

  /** Stretches of [text, style] of a run, the white space before it apart; `before` is the style it follows. */
  function stretchesOf(store, run, before) {
    const shown = visible(store, run);
    const text = shown.replace(/^\s+/, "");
    const parts = stylesOf(lookOf(store, run).look).map((part) => [part[0] === null ? text : part[0], part[1]]);
    const blank = shown.slice(0, shown.length - text.length);
    if (blank && parts.length) {
      parts.unshift([blank, before ? commonStyle(before, parts[0][1]) : parts[0][1]]);
    }
    return parts;
  }

  function commonStyle(one, other) {
    return PLAIN.map((plain, at) => (one[at] === other[at] ? one[at] : plain));
  }

  /** The runs of one side as nodes with their emphasis, code and links. */
  function drawRuns(drawing, runs) {
    const stretches = [];
    for (const run of runs) {
      if (markOf(drawing.store, run)) {
        stretches.push([null, PLAIN]);
      } else {
        const last = stretches[stretches.length - 1];
        stretches.push(...stretchesOf(drawing.store, run, last ? last[1] : PLAIN));
      }
    }
    if (drawing.isCode) {
      stretches.forEach((stretch) => {
        stretch[1] = PLAIN;
      });
    }
    return styled(stretches, 0, drawing.root);
  }

  const LEVELS = [
    [LINK, (style, root) => element("a", address("href", style[LINK], root))],
    [IMAGE, (style, root) => element("img", address("src", style[IMAGE], root))],
    [STRONG, () => element("strong")],
    [EMPHASIS, () => element("em")],
    [CODE, () => element("code")],
  ];

  function styled(stretches, depth, root) {
    if (depth === LEVELS.length) {
      return stretches.map((stretch) => (stretch[0] === null ? element("br") : document.createTextNode(stretch[0])));
    }
    const [name, make] = LEVELS[depth];
    const nodes = [];
    for (let at = 0; at < stretches.length; ) {
      const style = stretches[at][1];
      let end = at;
      while (end < stretches.length && stretches[end][1][name] === style[name]) {
        end += 1;
      }
      const inner = styled(stretches.slice(at, end), depth + 1, root);
      nodes.push(...(style[name] ? [wrapped(make(style, root), inner)] : inner));
      at = end;
    }
    return nodes;
  }

  function wrapped(outer, inner) {
    if (outer.tagName === "IMG") {
      outer.setAttribute("alt", inner.map((node) => node.textContent).join(""));
    } else {
      inner.forEach((node) => outer.appendChild(node));
    }
    return outer;
  }

  /** The name of the next change, which is put into the list of changes with it. */
  function number(drawing, change) {
    drawing.changes.push(change);
    return "change-" + drawing.changes.length;
  }

  /** A change told in words because no word of the text changed. */
  function drawNote(drawing, change, said) {
    const name = number(drawing, change);
    return element("span", { class: "policy-change policy-mark policy-mark-shown", id: name }, [" [" + said + "]"]);
  }

  function drawItems(drawing, items, block) {
    const nodes = [];
    for (const unit of unitsOf(drawing.store, items)) {
      if (unit.kind === "equal") {
        nodes.push(...drawKept(drawing, unit.items, block));
      } else if (unit.kind === "edit") {
        nodes.push(...drawEdit(drawing, unit.items, block));
      } else {
        nodes.push(drawMoved(drawing, unit, block));
      }
    }
    return nodes;
  }

  /** Kept words; those that differ in quotation marks and spaces alone quietly, those in links and looks with a note. */
  function drawKept(drawing, items, block) {
    const nodes = [];
    let same = [];
    const flush = () => {
      nodes.push(...drawRuns(drawing, same));
      same = [];
    };
    items.forEach((item, at) => {
      const texts = [item.old, item.new].map((run) => visible(drawing.store, run).replace(/\s+/g, " "));
      if (texts[0] === texts[1]) {
        same.push(item.new);
      } else {
        flush();
        nodes.push(...drawQuiet(drawing, item, texts));
      }
      const change = styleChange(drawing.store, item);
      const next = at + 1 < items.length ? styleChange(drawing.store, items[at + 1]) : null;
      if (change && JSON.stringify(change) !== JSON.stringify(next)) {
        flush();
        const said = change.kind + ": " + (change.before || "none") + " → " + (change.after || "none");
        nodes.push(drawNote(drawing, Object.assign({ clause: block.clause }, change), said));
      }
    });
    flush();
    return nodes;
  }

  function drawQuiet(drawing, item, texts) {
    drawing.quiet += 1;
    const quiet = { class: "policy-quiet" };
    if (texts[0].trim() === texts[1].trim()) {
      const rest = drawRuns(drawing, [item.new]);
      const blank = element(/^ /.test(texts[0]) ? "del" : "ins", quiet, [" "]);
      if (/^ /.test(texts[1]) && rest.length) {
        trimStart(rest);
      }
      return [blank].concat(rest);
    }
    return [
      element("del", quiet, drawRuns(drawing, [item.old])),
      element("ins", quiet, drawRuns(drawing, [item.new])),
    ];
  }

  /** Take the white space off the first text of some nodes. */
  function trimStart(nodes) {
    let first = nodes[0];
    while (first && first.nodeType !== 3) {
      first = first.firstChild;
    }
    if (first) {
      first.data = first.data.replace(/^\s+/, "");
    }
  }

  const LABELS = { delete: "removed", insert: "added", away: "moved away", here: "moved here" };

  /** Removed and added words with their labels. White space that all begin with stands before them. */
  function drawEdit(drawing, items, block) {
    const store = drawing.store;
    const sides = spans(items);
    const change = { kind: "wording", clause: block.clause, before: wordsOf(store, items, true) };
    change.after = wordsOf(store, items, false);
    if (!change.before && !change.after) {
      return [element("del", { class: "policy-quiet" }, [" "])];
    }
    const isShared = sides.every((side) => /^\s/.test(visible(store, runOf(side[0]))));
    const name = number(drawing, change);
    const marked = [].concat(...sides.map((side) => drawMarked(drawing, side, isShared)));
    drawing.removed += countWords(change.before);
    drawing.added += countWords(change.after);
    const made = element("span", { class: "policy-change", id: name }, marked);
    return isShared ? [document.createTextNode(" "), made] : [made];
  }

  function runOf(item) {
    return item.new >= 0 ? item.new : item.old;
  }

  /** Items by operation. */
  function spans(items) {
    const found = [];
    for (const item of items) {
      const last = found[found.length - 1];
      if (last && last[0].operation === item.operation) {
        last.push(item);
      } else {
        found.push([item]);
      }
    }
    return found;
  }

  function drawMarked(drawing, items, isTrimmed) {
    const operation = items[0].operation;
    const nodes = drawRuns(drawing, items.map(runOf));
    if (isTrimmed) {
      trimStart(nodes);
    }
    const isMoved = operation === "away" || operation === "here";
    return [
      element("span", { class: "policy-mark" }, ["[" + LABELS[operation] + ": "]),
      element(isOldItem(items[0]) ? "del" : "ins", isMoved ? { class: "policy-moved" } : {}, nodes),
      element("span", { class: "policy-mark" }, ["] "]),
    ];
  }

  function drawMoved(drawing, unit, block) {
    const isAway = unit.kind === "away";
    const move = drawing.moves.get(unit.move);
    let inner = drawMarked(drawing, unit.items, false);
    const properties = { class: "policy-change" };
    if (move && !move.isNumbered) {
      move.isNumbered = true;
      drawing.moved += countWords(move.added);
      const change = { kind: "moved", clause: move.to, from: move.from, before: move.removed, after: move.added };
      properties.id = number(drawing, Object.assign(change, { isEdited: move.isEdited }));
    }
    if (move && !move[unit.kind + "Drawn"]) {
      move[unit.kind + "Drawn"] = true;
      const target = "#move-" + unit.move + (isAway ? "-to" : "-from");
      const said = isAway ? "moved to " + (move.to || "the opening") : "moved from " + (move.from || "the opening");
      const link = element("a", { class: "policy-mark policy-mark-shown", href: target }, [said]);
      const name = "move-" + unit.move + (isAway ? "-from" : "-to");
      inner = [element("span", { id: name, class: "policy-move" }, inner.concat([link]))];
    }
    return element("span", properties, inner);
  }

  // Drawing blocks, with lists, quotations and tables kept open from one to the next

  const CONTAINERS = { ul: ["ul", "li"], ol: ["ol", "li"], quote: ["blockquote"] };

  function drawBlock(drawing, block) {
    const form = block.newForm || block.oldForm;
    const kind = form[0];
    const isEmpty = !block.newForm && !block.items.length;
    if (kind === "link definition" || kind === "blank" || isEmpty) {
      return;
    }
    if (kind !== "table row") {
      drawing.table = null;
    }
    const place = openContainers(drawing, form);
    const notes = drawBlockNotes(drawing, block);
    if (kind === "table row") {
      drawRow(drawing, block, form, place, notes);
      return;
    }
    drawing.isCode = kind === "code";
    const nodes = notes.concat(drawItems(drawing, block.items, block));
    drawing.isCode = false;
    if (kind === "rule") {
      place.appendChild(element("hr"));
    } else if (kind === "heading") {
      place.appendChild(element("h" + Math.min(6, form[1] + 1), {}, nodes));
    } else if (kind === "code") {
      place.appendChild(element("pre", {}, [element("code", {}, nodes)]));
    } else if (kind === "list item") {
      nodes.forEach((node) => place.appendChild(node));
    } else {
      place.appendChild(element("p", {}, nodes));
    }
  }

  function drawBlockNotes(drawing, block) {
    const notes = [];
    const forms = formChange(block);
    if (forms) {
      const change = { kind: "structure", clause: block.clause, before: forms[0], after: forms[1] };
      notes.push(drawNote(drawing, change, "form: " + forms.join(" → ")));
    }
    if (block.joins) {
      const change = { kind: "structure", clause: block.clause, before: "", after: block.joins };
      notes.push(drawNote(drawing, change, block.joins));
    }
    return notes;
  }

  /** The element the block belongs into; lists and quotations that do not go on are left behind. */
  function openContainers(drawing, form) {
    const wanted = [].concat(...form[2].map((name) => CONTAINERS[name]));
    let keep = 0;
    while (keep < wanted.length && keep < drawing.open.length && wanted[keep] === drawing.open[keep].name) {
      keep += 1;
    }
    if (form[0] === "list item" && wanted.length && keep === wanted.length) {
      keep -= 1;
    }
    if (keep < drawing.open.length) {
      drawing.table = null;
    }
    drawing.open.length = keep;
    wanted.slice(keep).forEach((name) => {
      const made = element(name, name === "ol" && form[3] > 1 ? { start: form[3] } : {});
      innermost(drawing).appendChild(made);
      drawing.open.push({ name: name, element: made });
    });
    return innermost(drawing);
  }

  function innermost(drawing) {
    return drawing.open.length ? drawing.open[drawing.open.length - 1].element : drawing.section;
  }

  /** A table row. A header row opens a table, unless it replaces the one just drawn. */
  function drawRow(drawing, block, form, place, notes) {
    const isHeader = form[4];
    const isOpen = drawing.table && !(isHeader && !drawing.afterHeader);
    if (!isOpen) {
      drawing.table = element("table");
      place.appendChild(drawing.table);
    }
    const name = isHeader ? "thead" : "tbody";
    let part = drawing.table.lastChild;
    if (!part || part.tagName.toLowerCase() !== name) {
      part = element(name);
      drawing.table.appendChild(part);
    }
    const cells = cellsOf(drawing.store, block).map((items) =>
      element(isHeader ? "th" : "td", {}, drawItems(drawing, items, block))
    );
    if (cells.length) {
      notes.reverse().forEach((note) => cells[0].insertBefore(note, cells[0].firstChild));
    }
    drawing.afterHeader = isHeader;
    part.appendChild(element("tr", {}, cells));
  }

  /** The whole redline as sections, one a clause, and what is to be said of it. */
  function drawRedline(store, blocks, root) {
    nameClauses(store, blocks);
    const drawing = { store: store, root: root, changes: [], moves: movesOf(store, blocks), sections: [] };
    Object.assign(drawing, { removed: 0, added: 0, moved: 0, quiet: 0, open: [], table: null, afterHeader: false });
    for (const block of blocks) {
      if (!drawing.sections.length || (block.newForm || block.oldForm)[0] === "heading") {
        drawing.open = [];
        drawing.table = null;
        drawing.section = element("section", { class: "policy-clause policy-unchanged" });
        drawing.sections.push(drawing.section);
      }
      drawBlock(drawing, block);
      if (isChanged(block)) {
        drawing.section.setAttribute("class", "policy-clause");
      }
    }
    return drawing;
  }

  function isChanged(block) {
    const isKept = block.oldForm && block.newForm && !block.joins && !formChange(block);
    return !isKept || block.items.some((item) => item.operation !== "equal" || item.old !== item.new);
  }

  // Words are counted as the engine's pages count them: a sign is none, a character of a script without blanks is one

  const UNSPACED_WORDS =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u309f\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const KATAKANA = "\\u30a0-\\u30ff\\u31f0-\\u31ff\\uff66-\\uff9f";
  const LETTERS = "(?:(?![" + UNSPACED_WORDS + KATAKANA + "])[\\p{L}\\p{N}\\p{M}])+";
  const COUNTED = new RegExp(
    "(?:https?:\\/\\/|www\\.|mailto:)[^\\s<>\"“”]+|[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}_.-]+" +
      "|[$€£¥]?\\p{Nd}+(?:[.,:\\/–-]\\p{Nd}+)*(?:%|‰|" + LETTERS + ")?" +
      "|[" + UNSPACED_WORDS + "]|[" + KATAKANA + "]+|" + LETTERS + "(?:['’‑‐.&\\u00ad\\u200c\\u200d-]" + LETTERS + ")*",
    "gu"
  );

  function countWords(text) {
    return (text.match(COUNTED) || []).length;
  }

  // Dates and revisions in words

  const MONTHS = (
    "January February March April May June July August September October November December"
  ).split(" ");

  /** A day as the pages write it: 2012-05-03 is 3 May 2012. */
  function dayInWords(day) {
    const [year, month, date] = day.split("-").map(Number);
    return date + " " + MONTHS[month - 1] + " " + year;
  }

  function isDay(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    const date = found ? new Date(text + "T00:00:00Z") : null;
    return Boolean(date) && !isNaN(date) && date.toISOString().slice(0, 10) === text;
  }

  /** A revision's name: its day, and its number where the day has several. */
  function nameOf(revision) {
    const [day, turn] = revision.id.split(".");
    return dayInWords(day) + (turn ? " (" + turn + ")" : "");
  }

  /** The number of the revision that applied on a day; -1 before the first. */
  function inForceOn(revisions, day) {
    let found = -1;
    revisions.forEach((revision, at) => {
      found = revision.published <= day && revision.effective <= day ? at : found;
    });
    return found;
  }

  function inForceNow(revisions) {
    return revisions.findIndex((revision) => revision.state === "in force");
  }

  // What is asked for

  /**
   * What an address asks for: {from, to} by number with a `lead` sentence for a date, {problem} in words, or null for
   * nothing.
   */
  function asked(revisions, search) {
    const query = new URLSearchParams(search);
    if (query.get("since")) {
      return askedSince(revisions, query.get("since"));
    }
    if (!query.get("from") && !query.get("to")) {
      return null;
    }
    const current = inForceNow(revisions);
    const ids = [query.get("from") || revisions[0].id, query.get("to") || revisions[Math.max(current, 0)].id];
    const [from, to] = ids.map((id) => revisions.findIndex((revision) => revision.id === id));
    const unknown = ids.filter((id, at) => [from, to][at] < 0);
    if (unknown.length) {
      return { problem: "There is no revision “" + unknown.join("” and no revision “") + "”. Choose two from the lists." };
    }
    return { from: from, to: to, lead: "" };
  }

  function askedSince(revisions, day) {
    if (!isDay(day)) {
      return { problem: "“" + day + "” is not a day. Write it as year, month and day, such as 2012-05-03." };
    }
    const current = inForceNow(revisions);
    if (current < 0) {
      return { problem: "No revision is in force yet. Choose two from the lists." };
    }
    if (day > today()) {
      return { problem: dayInWords(day) + " lies ahead. Choose today or a day before." };
    }
    const from = inForceOn(revisions, day);
    if (from < 0) {
      const first = revisions[0];
      const said = "No revision recorded here applied on " + dayInWords(day) + ". The first one is that of ";
      return { problem: said + nameOf(first) + ", which applies from " + dayInWords(first.effective) + "." };
    }
    const said = "The text in force on " + dayInWords(day) + " was the revision of " + nameOf(revisions[from]) + ".";
    return { from: from, to: current, lead: said };
  }

  /** Today on the reader's own calendar. */
  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  // The form

  function choice(name, label, revisions, chosen) {
    const options = revisions.map((revision, at) => {
      const said = nameOf(revision) + ", " + revision.state + (isReconstructed(revision) ? ", reconstructed" : "");
      return element("option", at === chosen ? { value: revision.id, selected: "" } : { value: revision.id }, [said]);
    });
    return field(name, label, element("select", { class: "policy-form-input" }, options.reverse()));
  }

  function field(name, label, control) {
    control.setAttribute("id", "policy-compare-" + name);
    control.setAttribute("name", name);
    const said = element("label", { class: "policy-form-label", for: "policy-compare-" + name }, [label]);
    return element("div", { class: "policy-form-field" }, [said, control]);
  }

  function formOf(legend, button, fields) {
    const inner = [element("legend", { class: "policy-form-label" }, [legend])].concat(fields);
    inner.push(element("button", { type: "submit", class: "policy-form-submit" }, [button]));
    return element("form", { class: "policy-form", method: "get" }, [element("fieldset", {}, inner)]);
  }

  /** Both forms; `go` is called with the query they ask for. */
  function drawForms(revisions, go) {
    const current = Math.max(inForceNow(revisions), 0);
    const pair = formOf("Compare two revisions", "Compare", [
      choice("from", "From", revisions, Math.max(current - 1, 0)),
      choice("to", "To", revisions, current),
    ]);
    const day = element("input", { type: "date", class: "policy-form-input", required: "" });
    const since = formOf("Or: what changed since", "Show what changed", [field("since", "The day you agreed, or any other", day)]);
    for (const form of [pair, since]) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const query = new URLSearchParams();
        Array.from(form.elements).forEach((control) => control.name && query.set(control.name, control.value));
        go("?" + query);
      });
    }
    return [pair, since];
  }

  // The result

  function isReconstructed(revision) {
    return revision.wording === "reconstructed";
  }

  function drawResult(page, wanted) {
    const revisions = page.data.revisions;
    const before = revisions[wanted.from];
    const after = revisions[wanted.to];
    const parts = [element("h2", { id: "comparison" }, ["What changed from " + nameOf(before) + " to " + nameOf(after)])];
    if (wanted.lead) {
      parts.push(element("p", {}, [wanted.lead + " It is compared with the text in force today."]));
    }
    if (wanted.from > wanted.to) {
      const said = "The later text stands on the left: what it added is shown as removed, and what it removed as added.";
      parts.push(notice("In reverse order.", said));
    }
    parts.push(drawSides(page, before, after), ...drawReconstruction(before, after));
    parts.push(...drawNotesBetween(page, wanted));
    parts.push(...drawComparison(page, wanted));
    return parts;
  }

  function notice(title, said) {
    const inner = element("p", {}, [element("strong", {}, [title]), " " + said]);
    return element("div", { class: "policy-notice", role: "note" }, [inner]);
  }

  function revisionLink(page, revision, end) {
    const isPlain = /^(?:\.|[a-z][a-z0-9+.-]*:)/i.test(revision.url);
    const target = isPlain ? safeAddress(revision.url, page.root) : page.root + revision.url.replace(/^\//, "");
    return element("a", { href: target + (end || "") }, [nameOf(revision)]);
  }

  function drawSides(page, before, after) {
    const hash = (revision) => element("code", { title: revision.sha256 }, [revision.sha256.slice(0, 12)]);
    const rows = [
      ["Revision", (revision) => revisionLink(page, revision)],
      ["Applies from", (revision) => dayInWords(revision.effective)],
      ["Wording", (revision) => revision.wording],
      ["SHA-256 of the source", hash],
    ].map(([name, value]) =>
      element("tr", {}, [
        element("th", { scope: "row" }, [name]),
        element("td", {}, [value(before)]),
        element("td", {}, [value(after)]),
      ])
    );
    const names = ["Before", "After"].map((name) => element("th", { scope: "col" }, [name]));
    return element("table", { class: "policy-sides" }, [
      element("caption", {}, ["The two texts compared"]),
      element("thead", {}, [element("tr", {}, [element("td")].concat(names))]),
      element("tbody", {}, rows),
    ]);
  }

  function drawReconstruction(before, after) {
    const sides = (before === after ? [before] : [before, after]).filter(isReconstructed);
    const notices = sides.map((side) => {
      const said = "The wording of " + nameOf(side) + " has not been preserved. What is shown is put together from: ";
      return notice("Reconstructed wording.", said + side.basis);
    });
    if (sides.length && before !== after) {
      const said = "This comparison therefore shows only the differences that the record proves. There may have been others.";
      notices.push(element("p", {}, [said]));
    }
    return notices;
  }

  function drawNotesBetween(page, wanted) {
    const [first, last] = [wanted.from, wanted.to].sort((one, other) => one - other);
    const steps = page.data.revisions.slice(first + 1, last + 1);
    if (!steps.length) {
      return [];
    }
    const entries = [].concat(
      ...steps.map((step) => [
        element("dt", {}, [revisionLink(page, step, "changes/"), ", " + step.class]),
        element("dd", {}, [step.note]),
      ])
    );
    return [
      element("h2", { id: "notes" }, ["Notes on the changes in between"]),
      element("p", {}, ["The editor’s explanation, not part of the policy."]),
      element("dl", {}, entries),
    ];
  }

  const SAME = "The two texts are the same, word for word.";

  function drawComparison(page, wanted) {
    const store = page.store;
    if (sourceOf(store, wanted.from) === sourceOf(store, wanted.to)) {
      return [element("p", { class: "policy-same" }, [SAME])];
    }
    const comparison = compare(store, wanted.from, wanted.to);
    const drawing = drawRedline(store, blocksOf(comparison, findMoves(comparison)), page.root);
    const properties = { class: "policy-text policy-redline" };
    if (page.data.policy.language) {
      properties.lang = page.data.policy.language;
    }
    return drawChangeList(drawing).concat([
      element("h2", { id: "redline" }, ["The whole text with its changes marked"]),
      drawLegend(),
      drawViews(drawing),
      element("article", properties, drawing.sections),
    ]);
  }

  function count(number, one, many) {
    return number + " " + (number === 1 ? one : many);
  }

  function drawChangeList(drawing) {
    const heading = element("h2", { id: "list-of-changes" }, ["List of changes"]);
    if (!drawing.changes.length) {
      const said = drawing.quiet ? "Only quotation marks or spaces differ." : SAME;
      return [heading, element("p", {}, ["No word, link or form changed between these two revisions. " + said])];
    }
    const moved = drawing.moved ? ", " + drawing.moved + " moved" : "";
    const words = count(drawing.added, "word", "words") + " added, " + drawing.removed + " removed" + moved;
    const entries = drawing.changes.map((change, at) =>
      element("li", {}, [
        element("a", { href: "#change-" + (at + 1) }, [change.clause || "Opening"]),
        ": " + changeInWords(change),
      ])
    );
    return [
      heading,
      element("p", {}, [count(drawing.changes.length, "change", "changes") + ": " + words + "."]),
      element("ol", { class: "policy-changes" }, entries),
    ];
  }

  function changeInWords(change) {
    const [before, after] = [change.before, change.after].map((text) => quoted(text));
    if (change.kind === "wording") {
      return [change.before && "removed " + before, change.after && "added " + after].filter(Boolean).join("; ");
    }
    if (change.kind === "moved") {
      const isSame = change.before === change.after && !change.isEdited;
      return "moved from “" + (change.from || "Opening") + "”" + (isSame ? ", unchanged" : "") + ": " + after;
    }
    if (change.kind === "structure" && !change.before) {
      return change.after;
    }
    const name = change.kind === "link" ? "link target" : change.kind;
    return name + " changed from " + (change.before ? before : "“none”") + " to " + (change.after ? after : "“none”");
  }

  const LONGEST = 160;

  function quoted(text) {
    const characters = Array.from(text);
    return "“" + (characters.length > LONGEST ? characters.slice(0, LONGEST - 1).join("") + "…" : text) + "”";
  }

  function drawLegend() {
    const part = (name, said) => element("span", { class: "policy-legend-" + name }, [said]);
    return element("p", { class: "policy-legend" }, [
      part("removed", "Removed text is struck through"),
      "; ",
      part("added", "added text is underlined"),
      "; ",
      part("moved", "moved text has a dotted line"),
      " in both places. Everything else is in both texts.",
    ]);
  }

  function drawViews(drawing) {
    const option = (properties, said) => element("label", {}, [element("input", properties), " " + said]);
    const options = [
      option({ type: "radio", name: "view", id: "view-all", checked: "" }, "the whole text"),
      option({ type: "radio", name: "view", id: "view-changed" }, "changed clauses only"),
    ];
    if (drawing.quiet) {
      const said = "also quotation marks and spaces (" + drawing.quiet + ")";
      options.push(option({ type: "checkbox", id: "view-quiet" }, said));
    }
    return element("fieldset", { class: "policy-views" }, [element("legend", {}, ["Show"])].concat(options));
  }

  // The page

  function replace(place, nodes) {
    while (place.firstChild) {
      place.removeChild(place.firstChild);
    }
    nodes.forEach((node) => place.appendChild(node));
  }

  /** Show what the address asks for: the sentence in the status, the rest below it. */
  function show(page) {
    const search = window.location.search;
    if (search === page.shown) {
      return;
    }
    page.shown = search;
    const revisions = page.data.revisions;
    const wanted = asked(revisions, search);
    setForms(page, wanted);
    if (!wanted || wanted.problem) {
      page.status.textContent = wanted ? wanted.problem : "";
      replace(page.result, []);
      return;
    }
    replace(page.result, drawResult(page, wanted));
    page.status.textContent = statusOf(page, wanted);
    if (window.location.hash && document.getElementById(window.location.hash.slice(1))) {
      window.location.replace(window.location.hash);
    }
  }

  function statusOf(page, wanted) {
    const lead = wanted.lead ? wanted.lead + " " : "";
    if (!page.result.querySelector(".policy-redline")) {
      return lead + SAME;
    }
    const changes = page.result.querySelectorAll(".policy-changes > li").length;
    return lead + count(changes, "change", "changes") + " found; they are listed and marked below.";
  }

  /** Set the controls to what is shown. */
  function setForms(page, wanted) {
    const since = new URLSearchParams(window.location.search).get("since");
    page.element.querySelector("#policy-compare-since").value = since && isDay(since) ? since : "";
    if (wanted && !wanted.problem) {
      page.element.querySelector("#policy-compare-from").value = page.data.revisions[wanted.from].id;
      page.element.querySelector("#policy-compare-to").value = page.data.revisions[wanted.to].id;
    }
  }

  function build(holder, data) {
    const page = {
      element: holder,
      data: data,
      store: readStore(data.store),
      root: holder.getAttribute("data-root") || "",
      status: element("p", { class: "policy-compare-status", role: "status" }),
      result: element("div", { class: "policy-compare-result" }),
    };
    const forms = drawForms(data.revisions, (query) => {
      if (query !== window.location.search || window.location.hash) {
        window.history.pushState(null, "", query);
      }
      show(page);
      page.status.scrollIntoView();
    });
    const added = element("div", { class: "policy-compare" }, forms.concat([page.status, page.result]));
    holder.insertBefore(added, holder.firstChild);
    const follow = () => {
      if (document.contains(holder)) {
        show(page);
      } else {
        window.removeEventListener("popstate", follow);
      }
    };
    window.addEventListener("popstate", follow);
    show(page);
  }

  /** Begin on the page that is open, if it has a place for comparisons. The links in it work whatever happens here. */
  function start() {
    const holder = document.getElementById("policy-compare");
    if (!holder || holder.hasAttribute("data-started")) {
      return;
    }
    holder.setAttribute("data-started", "");
    fetch(holder.getAttribute("data-file"), { credentials: "same-origin" })
      .then((answer) => {
        if (!answer.ok) {
          throw new Error("HTTP " + answer.status);
        }
        return answer.json();
      })
      .then((data) => build(holder, data))
      .catch(() => {
        const said = "The comparison could not be loaded. The ready-made ones below show the same changes.";
        holder.insertBefore(element("p", { class: "policy-notice", role: "status" }, [said]), holder.firstChild);
      });
  }

  if (typeof document !== "undefined") {
    if (window.document$ && typeof window.document$.subscribe === "function") {
      window.document$.subscribe(start);
    } else if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", start);
    } else {
      start();
    }
  }

  if (typeof module !== "undefined") {
    module.exports = { readStore, standing, sourceOf, visible, weigh, compare, findMoves, segments };
  }
})();
