import { readFileSync } from "node:fs"; // node read-backup.mjs json/backup-….json

const backup = JSON.parse(readFileSync(process.argv[2], "utf8"));
const text = (b64) => new TextDecoder(backup.pragmas.encoding).decode(Buffer.from(b64, "base64"));
const name = (key) => (key.startsWith("$text:") ? text(key.slice(6)) : key.replace(/^\$\$/, "$"));
const decode = { $blob: (b) => Buffer.from(b, "base64"), $int: BigInt, $real: Number, $text: text };
const value = (v) => (v && typeof v === "object" ? decode[Object.keys(v)[0]](Object.values(v)[0]) : v);
for (const [table, rows] of Object.entries(backup.tables)) {
  console.log(`== ${name(table)}: ${rows.length} rows`);
  for (const row of rows) console.log(Object.entries(row).map(([c, v]) => [name(c), value(v)]));
}
