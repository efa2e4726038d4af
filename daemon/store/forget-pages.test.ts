import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { findPageById } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
import { receiptsUnderWay } from './forget-receipts.ts';
import type { PageForgetting } from './forget-rows.ts';
import { listPages } from './list-pages.ts';
import { listStoredPassages } from './list-stored-passages.ts';

test('a forgotten page leaves no row and no byte, and a receipt of counts', async () => {
  const store = await emptyStore();
  const secret = 'zebrafinch7719';
  const { page_id } = await commitPage(
    store,
    samplePage({
      title: `${secret} title`,
      note: `${secret} note`,
      tags: [`${secret}tag`],
      markdown: `${secret} text`,
      passages: [samplePassage(0, `${secret} passage`)],
      images: [sampleImage('https://x.example/i.png', { alt: `${secret} alt` })],
      snapshot: Buffer.from(`${secret} html`),
      capture_id: `${secret}-capture`,
    }),
  );
  const keep = await commitPage(store, samplePage({ url: 'https://keep.example/' }));
  expect(readFileSync(`${store.file}-wal`).includes(secret)).toBe(true);

  const forgotten = await forgetPages(store, [page_id], 9);
  expect(forgotten).toMatchObject({ pages: 1, passages: 1, images: 1, snapshots: 1, captures: 1 });
  for (const file of [store.file, `${store.file}-wal`])
    expect(readFileSync(file).includes(secret)).toBe(false);
  expect(await findPageById(store, page_id)).toBeNull();
  expect((await listStoredPassages(store)).every((row) => row.page_id === keep.page_id)).toBe(true);
  const { page_id: next } = await commitPage(store, samplePage({ url: 'https://next.example/' }));
  expect(next).toBeGreaterThan(keep.page_id);
});

/** Three pages, and a forgetting of them all that fails at its second slice; a page is a slice, since each takes its time. */
async function failsHalfway(how: PageForgetting) {
  const store = await emptyStore();
  const ids: number[] = [];
  for (const name of ['a', 'b', 'c'])
    ids.push((await commitPage(store, samplePage({ url: `https://${name}.example/` }))).page_id);
  store.database.exec(
    `create temp trigger slow before delete on main.pages begin
       select count(*) from (with recursive n (i) as (values (0) union all select i + 1 from n where i < 300000) select i from n);
       select raise(abort, 'the disk failed') where old.page_id = ${ids[1]};
     end`,
  );
  await expect(forgetPages(store, ids, 9, how)).rejects.toThrow('pages.db could not be used');
  store.database.exec('drop trigger slow');
  const doomed = store.database.prepare<[], number>('select count(*) from doomed_pages').pluck().get();
  return { store, ids, doomed };
}

test('a forgetting that fails halfway leaves the rest as it is, and the next start nothing to go on with', async () => {
  const { store, ids, doomed } = await failsHalfway({});
  expect(doomed).toBe(0);
  expect(await findPageById(store, ids[0] ?? 0)).toBeNull();
  expect((await forgetPages(store, ids, 10)).pages).toBe(2);
  expect((await listPages(store, {})).total).toBe(0);
});

test('one that was only to hide brings back what it had hidden', async () => {
  const { store, doomed } = await failsHalfway({ hidden_until: 99, keeps_out: 'before' });
  expect([doomed, (await listPages(store, {})).total]).toEqual([0, 3]);
  expect(await receiptsUnderWay(store)).toEqual([]);
});

test('what a forgetting that was cut off left to be taken goes with the next', async () => {
  const store = await emptyStore();
  const { page_id } = await commitPage(store, samplePage());
  store.database.prepare('insert into doomed_pages values (?, ?)').run(page_id, 'cut off');
  expect((await forgetPages(store, [page_id], 9)).pages).toBe(1);
});
