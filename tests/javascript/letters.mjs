/*
 * Gives in which letters words differ: one JSON request on standard input, {"scripts", "jobs": [[old, new], …]}, on
 * standard output for each pair both words in parts, or null.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const request = JSON.parse(readFileSync(0, "utf8"));
const { differingLetters } = await import(pathToFileURL(request.scripts + "/letters.js"));
process.stdout.write(JSON.stringify(request.jobs.map(([old, newer]) => differingLetters(old, newer))));
