import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import { embedWhatWaits } from '../fakes/embed-what-waits.ts';
import { runAndKill } from '../fakes/run-and-kill.ts';
import { samplePage, samplePassage } from '../fakes/sample-page.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';

const PASSAGES = 640;
const BATCH = 64;
const HALF_WAY = 300;

const fake = JSON.stringify(new URL('../fakes/embed-what-waits.ts', import.meta.url).href);

/** Writes a line for every text the model is given, and stops before the last of them, however late it is killed. */
const EMBEDS = `
  import { writeSync } from 'node:fs';
  const { embedWhatWaits } = await import(${fake});
  let lines = 0;
  await embedWhatWaits(process.argv[1], (text) => {
    writeSync(1, text + '\\n');
    lines += 1;
    if (lines === ${PASSAGES - BATCH}) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

test('what waits for its vector at a kill -9 gets it after the next start, and what has one is not embedded again', async () => {
  const folder = temporaryFolder();
  const store = await openStore(join(folder, 'pages.db'));
  const passages = Array.from({ length: PASSAGES }, (_, at) => samplePassage(at, `Olive number ${at}.`));
  await commitPage(store, samplePage({ passages }));
  await closeStore(store);

  const before = await runAndKill(EMBEDS, [folder], HALF_WAY);
  expect(before.length).toBeLessThan(PASSAGES);
  const after: string[] = [];
  expect(await embedWhatWaits(folder, (text) => after.push(text))).toBe(PASSAGES);
  expect(new Set([...before, ...after]).size).toBe(PASSAGES);
  expect(new Set(after).size).toBe(after.length);
  // What the model had in hand, and what it had just given back.
  expect(before.length + after.length).toBeLessThanOrEqual(PASSAGES + 2 * BATCH);

  const later: string[] = [];
  expect(await embedWhatWaits(folder, (text) => later.push(text))).toBe(PASSAGES);
  expect(later).toEqual([]);
});
