import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCHEMA_VERSION } from '../../daemon/index/schema.ts';
import { openRealMemory } from './open-real-memory.ts';
import { withRememberedVectors } from './remembered-vectors.ts';
import { wcxbMemory } from './wcxb-memory.ts';

const SOURCE = '.cache/bench/wcxb-memory';
const FOLDER = '.cache/bench/settled-memory';
const FILES = ['pages.db', 'index.db'];

/**
 * The folder of a memory of the development pages on which a daemon of today starts with nothing to build again. Pages that
 * an earlier cleaner read will do: this is for benches that measure answers, not what is in them.
 */
export async function settledMemory(): Promise<string> {
  const mark = join(FOLDER, 'settled-for.txt');
  const now = settledFor();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return FOLDER;
  const source = existsSync(join(SOURCE, 'run.json')) ? SOURCE : (await wcxbMemory()).folder;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const file of FILES) await cp(join(source, file), join(FOLDER, file));
  const memory = await openRealMemory(FOLDER, withRememberedVectors);
  await memory.index.sync();
  await memory.close();
  // What an upgrade put by first.
  await rm(join(FOLDER, 'backups'), { recursive: true, force: true });
  await writeFile(mark, now);
  return FOLDER;
}

/** What decides whether a start has work to do: both schemas, and the text that vectors are made of. */
function settledFor(): string {
  const migrations = readdirSync(new URL('../../daemon/store/migrations/', import.meta.url));
  const embedded = readFileSync(new URL('../../daemon/store/embedded-text.ts', import.meta.url));
  return createHash('sha256')
    .update(`${SCHEMA_VERSION} ${migrations.toSorted().join(' ')}`)
    .update(embedded)
    .digest('hex');
}
