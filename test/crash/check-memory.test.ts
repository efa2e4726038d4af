import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { editPage } from '../../daemon/store/edit-page.ts';
import { emptyStore } from '../fakes/empty-store.ts';
import { sampleImage, samplePage, samplePassage } from '../fakes/sample-page.ts';
import { checkMemory } from './check-memory.ts';
import { inventPage } from './invented-page.ts';
import { freshPage, Ledger } from './ledger.ts';
import type { PageToCommit } from '../../daemon/store/rows.ts';

const URL = 'https://groves.example/1';

/** The page of an address as one of its versions says it. */
function inventedPage(url: string, version: number): PageToCommit {
  const { title, marks, capture } = inventPage(url, version);
  const text = marks.join(' ');
  return samplePage({
    url,
    title,
    tags: [],
    content_hash: String(version),
    captured_at: Date.UTC(2026, 4, version),
    markdown: text,
    passages: [samplePassage(0, text)],
    images: [sampleImage('https://groves.example/1.jpg')],
    snapshot: zstdCompressSync(capture.html),
  });
}

/** A page that was renamed and then changed, and what was acknowledged of it. */
async function renamedPage(nameThen: string) {
  const store = await emptyStore();
  const { page_id } = await commitPage(store, inventedPage(URL, 1));
  await editPage(store, page_id, { title: 'My own title' });
  await commitPage(store, inventedPage(URL, 2));
  const ledger = new Ledger();
  const earlier = [{ version: 1, title: nameThen }];
  ledger.settle(URL, { ...freshPage(2), title: 'My own title', earlier });
  return checkMemory(store, ledger);
}

test('a page that a person renamed kept that name among its earlier readings', async () => {
  expect(await renamedPage('My own title')).toEqual([]);
});

test('an earlier reading under another name is told', async () => {
  expect((await renamedPage('Another title')).join('\n')).toContain('"title":"My own title"');
});

test('a memory of more pages than one list has is looked at as a whole', async () => {
  const store = await emptyStore();
  const ledger = new Ledger();
  for (let nth = 1; nth <= 1_002; nth += 1) {
    const url = `https://groves.example/${nth}`;
    await commitPage(store, inventedPage(url, nth));
    ledger.settle(url, freshPage(nth));
  }
  expect(await checkMemory(store, ledger)).toEqual([]);
});
