/*
 * What the browser finds in the texts of a policy: one JSON request on standard input, {"scripts", "jobs": [{"data", "current",
 * "queries"}]}; on standard output for each job and query the answers.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const request = JSON.parse(readFileSync(0, "utf8"));
const room = (name) => import(pathToFileURL(request.scripts + "/" + name + ".js"));
const { Texts } = await room("search/answers");
const { terms } = await room("search/query");

const found = request.jobs.map(({ data, current, queries }) => {
  const texts = new Texts(data);
  return queries.map((query) => texts.having(terms(query), current).map((having) => texts.answer(having, terms(query), current)));
});
process.stdout.write(JSON.stringify(found));
