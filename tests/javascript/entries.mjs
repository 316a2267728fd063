/*
 * Gives the entries of redlines that the script makes, in a form that the engine's can be brought into: one JSON request on
 * standard input, {"scripts", "jobs": [{"data", "pairs": [[old, new], …]}]}, on standard output {"entries", "milliseconds"}.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const request = JSON.parse(readFileSync(0, "utf8"));
const room = (name) => import(pathToFileURL(request.scripts + "/" + name + ".js"));
const { Library } = await room("library");
const { Side } = await room("sides");
const { align } = await room("align");
const { entries } = await room("entries");
const { toldOnce } = await room("reshaping");

function entryOf(library, entry) {
  const looks = ({ strong, emphasis, code, link, image, note, raised, lowered }) => [strong, emphasis, code, link, image, note, raised, lowered];
  const part = (one) => [one.text, ...looks(one.style)];
  const word = (token) => [token.gap, token.text, library.keys[token.code], token.isLabel, library.parts(token).map(part)];
  const span = (one) => [one.operation, one.old.map(word), one.new.map(word), one.move];
  const cells = entry.cells.map((cell) => [cell.spans.map(span), cell.inOld, cell.inNew, cell.column, cell.move]);
  return [entry.old, entry.new, entry.spans.map(span), cells, entry.form, entry.joins];
}

const milliseconds = [];
const found = request.jobs.map(({ data, pairs }) => {
  const library = new Library(data);
  return pairs.map(([old, newer]) => {
    const start = performance.now();
    const sides = [new Side(library, old), new Side(library, newer)];
    const kindOf = (entry) => (entry.new !== null ? sides[1].blockAt(entry.new) : sides[0].blockAt(entry.old)).form.kind;
    const made = toldOnce(entries(align(...sides)), kindOf);
    milliseconds.push(performance.now() - start);
    return made.map((entry) => entryOf(library, entry));
  });
});
process.stdout.write(JSON.stringify({ entries: found, milliseconds: milliseconds }));
