/*
 * Gives what the comparison in the browser shows for pairs of texts: one JSON request on standard input,
 * {"scripts", "jobs": [{"data", "pairs": [[old, new], …]}]}, on standard output for each pair {"article", "folded", "list", "map", "sides", …}.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { html } from "./elements.mjs";

const request = JSON.parse(readFileSync(0, "utf8"));
const room = (name) => import(pathToFileURL(request.scripts + "/" + name + ".js"));
const { History, Redline } = await room("redline/redline");
const { drawRedline, drawSides } = await room("compare/redline");
const { folded } = await room("redline/folding");
const { drawChangeList } = await room("compare/listing");
const { drawMap, howMany } = await room("compare/map");

const found = request.jobs.map(({ data, pairs }) => {
  const history = new History(data);
  return pairs.map(([old, newer]) => {
    const redline = new Redline(history, old, newer);
    const drawing = drawRedline(redline, "../");
    const folding = { plan: folded(redline), places: ["../-/old/", "../-/new/"] };
    return {
      folded: drawRedline(redline, "../", folding).sections.map(html).join(""),
      foldedSides: drawSides(redline, "../", folding).map((pair) => pair.map((nodes) => nodes.map(html).join(""))),
      article: drawing.sections.map(html).join(""),
      list: drawChangeList(redline, drawing.changes).map(html).join(""),
      map: drawing.changes.length ? html(drawMap(drawing.changes, howMany(drawing.changes))) : "",
      sides: drawSides(redline, "../").map((pair) => pair.map((nodes) => nodes.map(html).join(""))),
      quiet: drawing.quiet,
    };
  });
});
process.stdout.write(JSON.stringify(found));
