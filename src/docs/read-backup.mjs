// Prints the rows of a Nightjar JSON backup: node read-backup.mjs FILE
import { readFileSync } from "node:fs";

const read = { $int: BigInt, $real: Number, $blob: unbase64, $text: unbase64 };
function unbase64(text) { return Buffer.from(text, "base64"); }
function value(v) {
  if (v === null || typeof v !== "object") return v;
  const [[kind, text]] = Object.entries(v);
  return read[kind](text);
}
for (const [table, rows] of Object.entries(JSON.parse(readFileSync(process.argv[2], "utf8")).tables))
  for (const row of rows)
    console.log(table, Object.fromEntries(Object.entries(row).map(([k, v]) => [k, value(v)])));
