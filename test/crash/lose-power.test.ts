import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { losePower, readFolder } from './lose-power.ts';
import { losePowerAtRandom } from './power-cycles.ts';
import { withShim } from './shim.ts';
import { TEST_SEED } from '../test-seed.ts';

const CYCLES = 6;
const PATIENCE_MS = 300_000;

test(
  'a loss of power at random moments takes only what was not acknowledged',
  async () => {
    const { faults, lost, acknowledged } = await losePowerAtRandom(CYCLES, TEST_SEED);
    expect(faults, `seed ${TEST_SEED}`).toEqual([]);
    expect(lost).toBeGreaterThan(0);
    expect(acknowledged).toBeGreaterThan(CYCLES);
  },
  PATIENCE_MS,
);

/** Writes two rows, the second after a checkpoint, and ends without closing. */
const WRITES = `
  import Database from 'better-sqlite3';
  const [file, synchronous] = process.argv.slice(1);
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = ' + synchronous);
  database.exec('create table rows (n integer); insert into rows values (1)');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.exec('insert into rows values (2)');
  process.kill(process.pid, 'SIGKILL');
`;

function rowsLeft(synchronous: 'NORMAL' | 'FULL'): number {
  const root = temporaryFolder();
  const [folder, notes] = [join(root, 'memory'), join(root, 'notes')];
  for (const made of [folder, notes]) mkdirSync(made);
  const journal = join(notes, 'journal');
  const before = readFolder(folder);
  spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', WRITES, join(folder, 'rows.db'), synchronous],
    {
      env: { ...process.env, ...withShim({ folder, notes, journal }) },
    },
  );
  losePower(folder, before, readFileSync(journal), 'all', () => 0);
  const database = new Database(join(folder, 'rows.db'));
  const { n } = database.prepare<[], { n: number }>('select count(*) as n from rows').get() ?? { n: 0 };
  database.close();
  return n;
}

test('the loss is a real one: what SQLite does not sync is gone', () => {
  expect(rowsLeft('FULL')).toBe(2);
  expect(rowsLeft('NORMAL')).toBe(1);
});

test('what was renamed without a sync of its folder may have its old name again', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old'), 'first');
  const before = readFolder(folder);
  const renamed = Buffer.from('old\nnew');
  const head = Buffer.alloc(24);
  head.writeUInt32LE(5, 0);
  head.writeUInt32LE(renamed.length, 4);
  losePower(folder, before, Buffer.concat([head, renamed]), 'all', () => 0);
  expect([...readFolder(folder).keys()]).toEqual(['old']);
});
