import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { findPageById } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
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
