// The user's app, as it updates itself: node replace.mjs FILE TIMES: writes its data anew beside FILE, moves
// FILE out of the way and gives the new one its name, TIMES times. Windows refuses that while somebody else
// has FILE open: tried again, for 30 s at most. Prints how often it was refused.
// node replace.mjs FILE hold: keeps FILE for itself until FILE.stop is there; says "held".
import { existsSync, renameSync, rmSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const [file, times] = process.argv.slice(2);
const patience = 30_000;
let refused = 0;

function insist(move) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return move();
    } catch (e) {
      if (!['EBUSY', 'EPERM', 'EACCES'].includes(e.code) || Date.now() > end) throw e;
      refused++;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

if (times === 'hold') {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout=30000; PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE');
  writeSync(1, 'held\n');
  const wait = () => {
    if (!existsSync(file + '.stop')) return setTimeout(wait, 50);
    database.exec('COMMIT');
    database.close();
  };
  wait();
} else {
  for (let k = 1; k <= Number(times); k++) {
    const old = new DatabaseSync(file);
    old.exec(`PRAGMA busy_timeout=30000; VACUUM INTO '${file.replaceAll("'", "''")}.new'`);
    old.close(); // With the last one that closes it its log is gone, too; till then Windows refuses the move.
    insist(() => renameSync(file, file + '.before'));
    insist(() => renameSync(file + '.new', file));
    insist(() => rmSync(file + '.before'));
  }
  writeSync(1, `replaced, refused ${refused} times\n`);
}
