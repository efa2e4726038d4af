import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from './commit-page.ts';
import { listPages } from './list-pages.ts';
import { closeStore, openStore } from './open-store.ts';
import type { Store } from './open-store.ts';
import { readFoundPassages } from './read-found-passages.ts';
import { readKeptPage } from './read-kept-page.ts';
import { readPast, readPassagesAt } from './read-past.ts';
import { readSnapshot } from './read-snapshot.ts';
import { listVersions, readMarkdownAt, readVersionPassages } from './read-versions.ts';
import { siteMarks } from './site-marks.ts';
import { sayDamage } from './sound.ts';
import { verifyStore } from './verify-store.ts';

/** Two pages of two readings each, changed by another program's `sql` and opened again. */
async function openDamaged(sql: string): Promise<Store> {
  const file = join(temporaryFolder(), 'pages.db');
  const store = await openStore(file);
  for (const word of ['marigold', 'windlass']) {
    for (const [nth, said] of ['first', 'second'].entries()) {
      const texts = ['of old', said].map((text) => `The ${word}, ${text}.`);
      await commitPage(
        store,
        samplePage({
          url: `https://a.example/${word}`,
          captured_at: Date.UTC(2026, 1, 1 + nth),
          content_hash: `${word} ${said}`,
          tags: ['kept', word],
          markdown: texts.join('\n\n'),
          passages: texts.map((text, at) => samplePassage(at, text)),
          snapshot: Buffer.from(word),
          marks: [word.length],
        }),
      );
    }
  }
  await closeStore(store);
  const other = new Database(file);
  other.exec(sql);
  other.close();
  const opened = await openStore(file);
  onTestFinished(() => closeStore(opened));
  return opened;
}

const PAST = Date.UTC(2026, 1, 1, 12);
const DAMAGED = { code: 'data-damaged' };

const listed = async (store: Store) => (await listPages(store, {})).pages.map(({ page_id }) => page_id);

test('a memory that nobody touched answers all of it', async () => {
  const store = await openDamaged('');
  expect(await listed(store)).toEqual([2, 1]);
  expect(await listVersions(store, 1)).toHaveLength(2);
  expect((await readKeptPage(store, 1))?.page.versions).toHaveLength(1);
  expect(await readVersionPassages(store, 1, { version_id: 1 })).toHaveLength(2);
  expect(sayDamage(store)).toBeNull();
});

describe('a row that is gone is told, with its page', () => {
  test.each([
    ['page_tags', `delete from page_tags where page_id = 1 and tag = 'marigold'`],
    ['passages', 'delete from passages where page_id = 1 and ordinal = 1'],
    ['images', 'delete from images where page_id = 1'],
  ])('%s: its page is left out of lists, with a word', async (part, sql) => {
    const store = await openDamaged(sql);
    expect(await listed(store)).toEqual([2]);
    expect(sayDamage(store)).not.toBeNull();
    expect(verifyStore(store.file).pages).toMatchObject([{ page_id: 1, parts: [part] }]);
  });

  test('a page that got the tags of another one is answered from no more', async () => {
    const store = await openDamaged(
      `update page_tags set page_id = 2 where page_id = 1 and tag = 'marigold'`,
    );
    expect(await listed(store)).toEqual([]);
    expect(await readFoundPassages(store, [1, 4])).toEqual([]);
  });

  test('the marks of a page', async () => {
    const store = await openDamaged(`update page_marks set marks = x'00' where page_id = 1`);
    expect(await siteMarks(store, 'a.example')).toEqual([[8]]);
    await expect(readKeptPage(store, 1)).rejects.toMatchObject(DAMAGED);
  });

  test('how a page looked', async () => {
    const store = await openDamaged('delete from snapshots where page_id = 1');
    await expect(readSnapshot(store, 1)).rejects.toMatchObject(DAMAGED);
    expect((await readSnapshot(store, 2))?.html_zstd.toString()).toBe('windlass');
  });
});

describe('an earlier reading that is not what was kept', () => {
  test.each([
    ['its article', `update versions set markdown_zstd = x'00' where page_id = 1`],
    ['its title', `update versions set title = 'other' where page_id = 1`],
    ['itself', 'delete from versions where page_id = 1'],
    ['a passage of it', `update past_passages set text = 'other' where page_id = 1`],
    ['a passage of it that is gone', 'delete from past_passages where page_id = 1'],
    ['where a passage stands', 'update version_passages set start_at = 7 where version_id = 1'],
    ['that a passage stands there', 'delete from version_passages where version_id = 1 and ordinal = 0'],
    ['how it reads now', `update pages set markdown_zstd = x'00' where page_id = 1`],
  ])('is not shown: %s', async (_what, sql) => {
    const store = await openDamaged(`pragma foreign_keys = off; ${sql}`);
    await expect(listVersions(store, 1)).rejects.toMatchObject(DAMAGED);
    await expect(readMarkdownAt(store, 1, PAST)).rejects.toMatchObject(DAMAGED);
    await expect(readVersionPassages(store, 1, { version_id: 1 })).rejects.toMatchObject(DAMAGED);
    await expect(readKeptPage(store, 1)).rejects.toMatchObject(DAMAGED);
    expect(await listVersions(store, 2)).toHaveLength(2);
  });

  test('answers no question about the past, and that is said', async () => {
    const store = await openDamaged(`update past_passages set text = 'other' where page_id = 1`);
    const { passage_id = 0 } =
      store.database
        .prepare<[], { passage_id: number }>('select passage_id from past_passages where page_id = 1')
        .get() ?? {};
    expect(passage_id).toBeGreaterThan(0);
    expect(await readPast(store, [passage_id])).toEqual([]);
    expect(await readPassagesAt(store, [{ passage_id, version_id: 1, seen: PAST }])).toEqual([]);
    expect(sayDamage(store)).not.toBeNull();
  });
});

test('a memory without one of its tables is not opened', async () => {
  await expect(openDamaged('drop table session_pages')).rejects.toMatchObject({
    ...DAMAGED,
    message: expect.stringContaining('lacks tables that it had') as unknown,
  });
  const store = await openDamaged('drop index pages_by_time; analyze');
  expect(await listed(store)).toEqual([2, 1]);
});

test.each([
  ['addresses', `update addresses set url = 'https://other.example/' where page_id = 1`],
  ['images', `update images set alt = 'other' where page_id = 1`],
  ['snapshots', `update snapshots set html_zstd = x'00' where page_id = 1`],
])('a page with damaged %s is not exported', async (_part, sql) => {
  const store = await openDamaged(`insert or ignore into addresses values ('https://b.example/', 1); ${sql}`);
  await expect(readKeptPage(store, 1)).rejects.toMatchObject(DAMAGED);
  expect((await readKeptPage(store, 2))?.page.url).toBe('https://a.example/windlass');
});
