import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { parseKeepVersions } from '../keep-versions.ts';
import type { KeepVersions } from '../keep-versions.ts';
import { commitPage } from './commit-page.ts';
import { closeStore, openStore } from './open-store.ts';
import { pruneAllVersions } from './prune-versions.ts';
import { listVersions } from './read-versions.ts';

const DAY = 86_400_000;

/** A store at a time of its own, and a page in it that reads otherwise on each of these days. */
async function keptDays(keepVersions: KeepVersions, days: readonly number[]) {
  const clock = { day: 0 };
  const now = () => Date.UTC(2027, 0, 1) + clock.day * DAY;
  const store = await openStore(join(temporaryFolder(), 'pages.db'), { keepVersions, now });
  onTestFinished(() => closeStore(store));
  for (clock.day of days) {
    const passages = [samplePassage(0, 'It stays.'), samplePassage(1, `Day ${clock.day}.`)];
    await commitPage(store, samplePage({ captured_at: now(), content_hash: `day ${clock.day}`, passages }));
  }
  const kept = async () =>
    (await listVersions(store, 1)).map(({ began }) => (began - Date.UTC(2027, 0, 1)) / DAY);
  const rows = (table: string) =>
    store.database.prepare<[], number>(`select count(*) from ${table}`).pluck().get();
  return { store, clock, kept, rows };
}

test('so many earlier versions stay, the latest ones', async () => {
  const { kept, rows } = await keptDays({ count: 2 }, [1, 2, 3, 4, 5]);
  expect(await kept()).toEqual([5, 4, 3]);
  expect([rows('passages'), rows('past_passages'), rows('version_passages')]).toEqual([2, 2, 4]);
});

test('none stays where none is wanted, and nothing of it', async () => {
  const { kept, rows } = await keptDays({ count: 0 }, [1, 2, 3]);
  expect(await kept()).toEqual([3]);
  expect([rows('versions'), rows('past_passages'), rows('version_passages')]).toEqual([0, 0, 0]);
});

test('days count from when the page began to read otherwise, and go on without another capture', async () => {
  const { store, clock, kept } = await keptDays({ days: 10 }, [1, 20, 25]);
  expect(await kept()).toEqual([25, 20, 1]);
  clock.day = 31;
  expect(await pruneAllVersions(store)).toBe(1);
  expect(await kept()).toEqual([25, 20]);
  clock.day = -300;
  expect(await pruneAllVersions(store)).toBe(0);
  clock.day = 36;
  expect(await pruneAllVersions(store)).toBe(1);
  expect(await kept()).toEqual([25]);
});

test.each([
  ['10', { count: 10 }],
  [' 0 ', { count: 0 }],
  ['1000', { count: 1000 }],
  ['1_days', { days: 1 }],
  ['3650_days', { days: 3650 }],
  ['1001', null],
  ['0_days', null],
  ['3651_days', null],
  ['-1', null],
  ['', null],
  ['ten', null],
  ['1.5', null],
])('%j as a rule is %j', (text, rule) => {
  expect(parseKeepVersions(text)).toEqual(rule);
});
