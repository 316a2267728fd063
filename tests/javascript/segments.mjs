/*
 * Gives the segments that the script's walk makes for pairs of revisions, in the form in which the engine gives them: one JSON
 * request on standard input, {"scripts", "jobs": [{"store", "pairs": [[old, new], …]}]}, the answers on standard output.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const request = JSON.parse(readFileSync(0, "utf8"));
const room = (name) => import(pathToFileURL(request.scripts + "/" + name + ".js"));
const { lookOf, readStore, sourceOf } = await room("store");
const { NEW, OLD, eachPair } = await room("walk");
const { compare } = await room("tidy");
const { fateOf, findMoves } = await room("moves");

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

function kindAlone(store, runs) {
  const found = new Set(runs.map((run) => lookOf(store, run).alone));
  return ["wording", "structure", "typography", "invisible characters"].find((kind) => found.has(kind));
}
const answers = request.jobs.map((job) => {
  const store = readStore(job.store);
  return {
    sources: store.revisions.map((_, number) => sourceOf(store, number)),
    segments: job.pairs.map(([from, to]) =>
      segments(store, from, to).map((each) => [each.operation, each.old, each.new, each.kind, each.move])
    ),
  };
});
process.stdout.write(JSON.stringify(answers));
