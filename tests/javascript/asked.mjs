// Reads {scripts, jobs} and answers for each job, revisions and the query of an address, what it asks for.
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const { scripts, jobs } = JSON.parse(readFileSync(0, "utf-8"));
const { asked } = await import(pathToFileURL(`${scripts}/compare/asked.js`).href);
process.stdout.write(JSON.stringify(jobs.map(([revisions, query]) => asked(revisions, query))));
