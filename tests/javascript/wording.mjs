// What the scripts say. A job is a catalogue or null, and what is said: [function, arguments...].
import { pathToFileURL } from "node:url";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const { scripts, jobs } = JSON.parse(input);
const found = [];
for (const [number, { catalogue, said }] of jobs.entries()) {
  globalThis.document = { getElementById: () => catalogue && { textContent: JSON.stringify(catalogue) } };
  const wording = await import(pathToFileURL(`${scripts}/redline/wording.js`).href + `?${number}`);
  found.push(said.map(([name, ...given]) => wording[name](...given)));
}
process.stdout.write(JSON.stringify(found));
