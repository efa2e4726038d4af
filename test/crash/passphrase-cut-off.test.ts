// A change of the passphrase that is killed (-9) after each of its steps, or at any moment of one: the memory opens as it was
// before or as it was to be, whole, and one with a passphrase leaves nothing in clear.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { makeKey } from '../../daemon/lock/passphrase-key.ts';
import { settleMemory } from '../../daemon/lock/settle-memory.ts';
import { holdSqliteKey } from '../../daemon/sqlite-key.ts';
import { verifyStore } from '../../daemon/store/verify-store.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { lockOf } from '../fakes/start-conversion.ts';
import type { PlainLock } from '../fakes/start-conversion.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openMemory } from '../open-memory.ts';
import { filesInClear, PLANTED, plantedPage } from '../planted-canaries.ts';
import { seededRandom } from '../seeded-random.ts';
import { TEST_SEED } from '../test-seed.ts';

const CONVERSION = join(import.meta.dirname, '../fakes/start-conversion.ts');
const PAGES = 3;
const STEPS = 7;
const PATIENCE_MS = 600_000;
const nobody = { client: null, origin: null, waitForEmbedding: false };

afterEach(() => holdSqliteKey(null));

async function makeLock(clear: string[] = []): Promise<PlainLock> {
  const { key, derivation } = await makeKey(`passphrase ${Math.random()}`);
  return { secret: key.toString('base64'), file: { ...derivation, clear } };
}

/** A memory with a backup in clear, then given `own`. */
async function fillFolder(folder: string, own: PlainLock | null): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const memory = await openMemory({ folder, embedder: openFakeEmbedder() });
  for (let number = 0; number < PAGES; number += 1)
    await memory.rooms.capture(plantedPage(number), { ...nobody, waitForEmbedding: true });
  await memory.rooms.makeBackup({}, nobody);
  await memory.close();
  if (own === null) return;
  await convert({ folder, own: null, next: own, steps: 99 });
  await settleMemory(folder);
}

interface Conversion {
  readonly folder: string;
  readonly own: PlainLock | null;
  readonly next: PlainLock | null;
  readonly steps: number;
  readonly killAfterMs?: number;
}

/** Answers the steps that were done. */
async function convert({ folder, own, next, steps, killAfterMs }: Conversion): Promise<string[]> {
  const order = JSON.stringify({ dataDir: folder, own, next, steps });
  const child = spawn(process.execPath, [CONVERSION, order], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [said, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(signal).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

/** Opens what is there and looks at all of it; answers whether it is the memory that was to be. */
async function openWhatIsThere(
  folder: string,
  own: PlainLock | null,
  next: PlainLock | null,
): Promise<boolean> {
  const file = await settleMemory(folder);
  const isNext = file?.salt === next?.file.salt;
  if (!isNext) expect(file?.salt).toBe(own?.file.salt);
  const lock = isNext ? next : own;
  holdSqliteKey(lock === null ? null : lockOf(folder, lock).key);
  if (lock !== null) expect(filesInClear(folder)).toEqual([]);
  expect(verifyStore(join(folder, 'pages.db'))).toEqual({ structure: [], damaged: [], pages: [] });
  const memory = await openMemory({ folder, embedder: openFakeEmbedder() });
  try {
    const found = await memory.search({ query: PLANTED.text, mode: 'keyword', limit: 100, group: 'page' });
    expect(found.results).toHaveLength(PAGES);
    expect((await memory.rooms.verify({}, nobody)).sound).toBe(true);
  } finally {
    await memory.close();
    holdSqliteKey(null);
  }
  if (lock === null) expect(existsSync(join(folder, 'passphrase.json'))).toBe(false);
  return isNext;
}

test.each(['set', 'changed', 'taken away'] as const)(
  'a passphrase that is %s, cut off after every step',
  async (deed) => {
    const own = deed === 'set' ? null : await makeLock();
    const root = temporaryFolder();
    const original = join(root, 'original');
    // What was in clear before is no copy of a memory that has a passphrase already.
    await fillFolder(original, own === null ? null : { ...own, file: { ...own.file, clear: ['backups'] } });
    const next = deed === 'taken away' ? null : await makeLock(deed === 'set' ? ['backups'] : []);
    const became: boolean[] = [];
    for (let steps = 0; steps <= STEPS + 1; steps += 1) {
      const folder = join(root, `after-${steps}`);
      cpSync(original, folder, { recursive: true });
      const done = await convert({ folder, own, next, steps });
      expect(done).toHaveLength(Math.min(steps, STEPS));
      became.push(await openWhatIsThere(folder, own, next));
    }
    // It turns at one step, and never back.
    expect(became).toEqual([false, false, false, false, false, true, true, true, true]);
  },
  PATIENCE_MS,
);

test(
  'a passphrase that is set, cut off at any moment',
  async () => {
    const root = temporaryFolder();
    const original = join(root, 'original');
    await fillFolder(original, null);
    const next = await makeLock(['backups']);
    const random = seededRandom(TEST_SEED);
    for (let cycle = 0; cycle < 12; cycle += 1) {
      const folder = join(root, `cycle-${cycle}`);
      cpSync(original, folder, { recursive: true });
      await convert({ folder, own: null, next, steps: 99, killAfterMs: 60 + random() * 250 });
      await openWhatIsThere(folder, null, next);
    }
  },
  PATIENCE_MS,
);
