import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { forgetBackups } from '../archive/forget-backups.ts';
import { openBackups } from '../archive/open-backups.ts';
import { commitPage } from '../store/commit-page.ts';
import { findReceipt } from '../store/forget-receipts.ts';
import type { PageForgetting } from '../store/forget-rows.ts';
import { Eraser } from './forget-eraser.ts';
import type { EraserTools } from './forget-eraser.ts';
import { forgetAll } from './forget-page.ts';

type Step = 'purge' | 'listImprints';

const PATIENT = { timeout: 15_000 };
const soon = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Three pages, and an eraser that loses no time; it asks `before` each time it purges the index, and when it looks into it. */
async function openErasing(
  more: Partial<EraserTools> = {},
  before: Partial<Record<Step, () => unknown>> = {},
) {
  const store = await emptyStore();
  const real = await openSampleIndex();
  const index = {
    ...real,
    purge: async (rewrite: boolean) => {
      await before.purge?.();
      await real.purge(rewrite);
    },
    listImprints: async (from: number, to: number) => {
      await before.listImprints?.();
      return real.listImprints(from, to);
    },
  };
  const ids: number[] = [];
  for (const name of ['a', 'b', 'c'])
    ids.push((await commitPage(store, samplePage({ url: `https://a.example/${name}` }))).page_id);
  const problems: string[] = [];
  const eraser = new Eraser({
    store,
    index,
    now: Date.now,
    settleMs: 20,
    onProblem: (line) => problems.push(line),
    ...more,
  });
  onTestFinished(() => eraser.stop());
  const forget = async (nth: number, how: PageForgetting = {}) =>
    (await forgetAll([ids[nth] ?? 0], how, { store, index, eraser, now: Date.now })).receipt_id;
  const isChecked = async (id: string) => (await findReceipt(store, id)).checked_at !== null;
  const dataDir = dirname(store.file);
  const backups = openBackups({ store, index, now: Date.now });
  return { store, eraser, forget, isChecked, problems, dataDir, backups };
}

/** Begins a backup and answers once it has copied all pages; its passphrase gives it work behind that. */
async function beginBackup({ backups, dataDir }: Awaited<ReturnType<typeof openErasing>>, to?: string) {
  const made = backups.make({ passphrase: 'correct horse', ...(to !== undefined && { to }) });
  made.catch(() => undefined);
  const isCopied = () =>
    readdirSync(dataDir).some(
      (name) => name.startsWith('.unfinished') && existsSync(join(dataDir, name, 'pages.db')),
    );
  while (!isCopied()) await soon();
  return { made };
}

test('a forgetting while a backup is made is checked once that is done', async () => {
  const house = await openErasing();
  const { made } = await beginBackup(house);
  const receipt = await house.forget(0);
  await expect.poll(() => house.isChecked(receipt), PATIENT).toBe(true);
  expect(house.problems).toEqual([]);
  expect(await made).toMatchObject({ pages: 3 });
});

test('a backup that is made while pages are forgotten from backups is thrown away, wherever it goes', async () => {
  const house = await openErasing({ forgetBackups: () => forgetBackups(house.dataDir) });
  const to = temporaryFolder();
  const { made } = await beginBackup(house, to);
  const receipt = await house.forget(0, { backups: true });
  await expect(made).rejects.toMatchObject({ code: 'conflict' });
  await expect.poll(() => house.isChecked(receipt), PATIENT).toBe(true);
  expect(readdirSync(to)).toEqual([]);
  expect(await house.backups.make({})).toMatchObject({ pages: 2 });
});

test('a stop does not wait for a backup', async () => {
  const house = await openErasing();
  const reading = Promise.withResolvers<void>();
  const read = house.store.wholeReads.read(() => reading.promise);
  const receipt = await house.forget(0);
  void house.eraser.idle();
  await house.eraser.stop();
  expect(await house.isChecked(receipt)).toBe(false);
  expect(house.problems).toEqual([]);
  reading.resolve();
  await read;
});

test('a cleaning that fails once is done again, and what is hidden meanwhile goes in its time', async () => {
  let purges = 0;
  const purge = () => {
    purges += 1;
    if (purges === 1) throw new Error('the disk is full');
  };
  const house = await openErasing({}, { purge });
  const hidden = await house.forget(1, { hidden_until: Date.now() + 400 });
  const receipt = await house.forget(0);
  await expect.poll(() => house.isChecked(receipt), PATIENT).toBe(true);
  await expect.poll(() => house.isChecked(hidden), PATIENT).toBe(true);
  expect(house.problems).toEqual(['a forgetting waits to be checked']);
});

test('what fails is done again after growing pauses until its cause is gone, and holds up nothing that comes later', async () => {
  let isFull = true;
  const purges: number[] = [];
  const purge = () => {
    purges.push(performance.now());
    if (isFull) throw new Error('the disk is full');
  };
  const house = await openErasing({}, { purge });
  const receipt = await house.forget(0);
  await expect.poll(() => purges.length, PATIENT).toBe(4);
  const pauses = purges.slice(1).map((at, nth) => at - (purges[nth] ?? 0));
  expect(pauses.map((pause, nth) => pause >= 20 * 4 ** nth - 1)).toEqual([true, true, true]);
  isFull = false;
  const later = await house.forget(1);
  await expect.poll(() => house.isChecked(later), PATIENT).toBe(true);
  expect([purges.length, await house.isChecked(receipt)]).toEqual([5, false]);
  await expect.poll(() => house.isChecked(receipt), PATIENT).toBe(true);
  expect(house.problems).toEqual(Array.from({ length: 4 }, () => 'a forgetting waits to be checked'));
});

test('a forgotten page that lies in another file of the folder is looked for until that is gone', async () => {
  const house = await openErasing();
  const copy = join(house.dataDir, 'copy.db');
  await house.store.database.backup(copy);
  const receipt = await house.forget(0);
  await expect.poll(() => house.problems.length, PATIENT).toBeGreaterThan(2);
  expect(await house.isChecked(receipt)).toBe(false);
  rmSync(copy);
  await expect.poll(() => house.isChecked(receipt), PATIENT).toBe(true);
  expect(new Set(house.problems)).toEqual(new Set(['something of a forgotten page is left']));
});

test('what is forgotten as a cleaning ends is cleaned up after next, though something stays hidden for long', async () => {
  const receipts: Promise<string>[] = [];
  const listImprints = () => {
    if (receipts.length === 0) receipts.push(house.forget(2));
    return receipts[0];
  };
  const house = await openErasing({ settleMs: 300 }, { listImprints });
  await house.forget(1, { hidden_until: Date.now() + 50_000 });
  await house.forget(0);
  await expect.poll(async () => house.isChecked((await receipts[0]) ?? ''), PATIENT).toBe(true);
});
