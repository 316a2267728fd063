/*
 * Gives the script's segments for pairs of revisions: one JSON request on standard input,
 * {"script", "jobs": [{"store", "pairs": [[old, new], …]}]}, and for each job and pair its segments on standard output.
 */
"use strict";

const fs = require("fs");

const request = JSON.parse(fs.readFileSync(0, "utf8"));
const { readStore, segments, sourceOf } = require(request.script);

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
