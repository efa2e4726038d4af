import { describe, expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { sampleImage, samplePage, samplePassage } from '../../test/fakes/sample-page.ts';
import { commitPage } from './commit-page.ts';
import { countMemory } from './count-memory.ts';
import { findCapture } from './find-capture.ts';
import { findPage, findPageById, findPages } from './find-page.ts';
import { forgetPages } from './forget-pages.ts';
import { listPages } from './list-pages.ts';
import { readFoundPassages } from './read-found-passages.ts';
import { readMarkdown } from './read-markdown.ts';
import { touchPage } from './touch-page.ts';

const HOSTILE = `'; drop table pages; -- "quoted" \`x\` %_ \\ null`;

describe('a page', () => {
  test('comes back as it was committed', async () => {
    const store = await emptyStore();
    const page = samplePage({ note: 'for later', selection: 'cold', referrer: 'https://hub.example/' });
    const { page_id, status, passages } = await commitPage(store, page);
    expect(status).toBe('stored');
    expect(passages).toHaveLength(2);
    expect(await findPageById(store, page_id)).toMatchObject({
      url: page.url,
      author: 'Ada Grove',
      note: 'for later',
      selection: 'cold',
      tags: ['food'],
      passages: 2,
      images: 1,
    });
    expect(await readMarkdown(store, page_id)).toBe(page.markdown);
    expect(await readMarkdown(store, page_id + 1)).toBeNull();
  });

  test('with SQL and quotes in every field is text like any other', async () => {
    const store = await emptyStore();
    const url = `https://a.example/${HOSTILE}`;
    const { page_id, passages } = await commitPage(
      store,
      samplePage({
        url,
        seen_at: url,
        domain: HOSTILE,
        title: HOSTILE,
        author: HOSTILE,
        published_at: HOSTILE,
        language: HOSTILE,
        description: HOSTILE,
        site_name: HOSTILE,
        referrer: HOSTILE,
        selection: HOSTILE,
        note: HOSTILE,
        content_hash: HOSTILE,
        cleaner: HOSTILE,
        capture_id: HOSTILE,
        tags: [HOSTILE],
        markdown: HOSTILE,
        images: [sampleImage(HOSTILE, { alt: HOSTILE, title: HOSTILE, caption: HOSTILE, context: HOSTILE })],
        passages: [samplePassage(0, HOSTILE, { heading_path: [HOSTILE] })],
      }),
    );
    const kept = await findPage(store, [url]);
    expect(kept).toMatchObject({ page_id, domain: HOSTILE, title: HOSTILE, note: HOSTILE, tags: [HOSTILE] });
    expect(await findCapture(store, HOSTILE)).toMatchObject({ page_id });
    expect((await listPages(store, { tag: HOSTILE, domain: HOSTILE })).total).toBe(1);
    const [found] = await readFoundPassages(
      store,
      passages.map((passage) => passage.passage_id),
    );
    expect(found).toMatchObject({ text: HOSTILE, heading_path: [HOSTILE], anchor: { exact: HOSTILE } });
    expect((await forgetPages(store, [page_id], 0)).pages).toBe(1);
  });

  test('is replaced as a whole when it is committed again', async () => {
    const store = await emptyStore();
    const first = await commitPage(
      store,
      samplePage({ note: 'mine', tags: ['Food'], snapshot: Buffer.from('old') }),
    );
    const second = await commitPage(
      store,
      samplePage({
        title: 'Olives',
        tags: ['food', 'oil'],
        images: [],
        passages: [samplePassage(0, 'Only this.')],
      }),
    );
    expect(second).toMatchObject({ page_id: first.page_id, status: 'updated' });
    expect(await findPageById(store, first.page_id)).toMatchObject({
      title: 'Olives',
      note: 'mine',
      tags: ['Food', 'oil'],
      passages: 1,
      images: 0,
    });
    expect(store.database.prepare('select count(*) as n from snapshots').get()).toEqual({ n: 0 });
    const [old] = first.passages;
    expect(await readFoundPassages(store, old === undefined ? [] : [old.passage_id])).toEqual([]);
  });

  test('that cannot be stored whole is not stored at all', async () => {
    const store = await emptyStore();
    const twice = [samplePassage(0, 'one'), samplePassage(0, 'two')];
    await expect(commitPage(store, samplePage({ passages: twice }))).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await countMemory(store)).toMatchObject({
      pages: 0,
      passages: 0,
      images: 0,
      last_captured_at: null,
    });
  });

  test('sent twice under one capture id changes nothing the second time', async () => {
    const store = await emptyStore();
    const first = await commitPage(store, samplePage({ capture_id: 'c1' }));
    await commitPage(store, samplePage({ title: 'Newer', capture_id: 'c2' }));
    expect(await commitPage(store, samplePage({ capture_id: 'c1' }))).toMatchObject({
      page_id: first.page_id,
      status: 'stored',
    });
    expect((await findPageById(store, first.page_id))?.title).toBe('Newer');
    expect(await findCapture(store, 'c2')).toMatchObject({ page_id: first.page_id, status: 'updated' });
    expect(await findCapture(store, 'c3')).toBeNull();
  });

  test('seen again unchanged gains tags, a note and a stronger retention, and never a weaker one', async () => {
    const store = await emptyStore();
    const { page_id } = await commitPage(store, samplePage({ retention_policy: '30_days' }));
    const touch = { page_id, seen_at: 'https://groves.example/olives', capture_id: null };
    await touchPage(store, { ...touch, captured_at: 5, tags: ['FOOD', 'press'], note: 'n', capture_id: 't' });
    expect(await findPageById(store, page_id)).toMatchObject({
      captured_at: 5,
      tags: ['food', 'press'],
      note: 'n',
    });
    expect(await findCapture(store, 't')).toMatchObject({ status: 'unchanged' });

    const touched = await touchPage(store, { ...touch, captured_at: 6, retention_policy: 'session_only' });
    expect(touched).toMatchObject({ retention_policy: '30_days', note: 'n' });
    expect(
      (await touchPage(store, { ...touch, captured_at: 7, retention_policy: 'permanent' }))?.retention_policy,
    ).toBe('permanent');
    await commitPage(store, samplePage({ retention_policy: '7_days' }));
    expect((await findPageById(store, page_id))?.retention_policy).toBe('permanent');
    expect(await touchPage(store, { ...touch, page_id: 99, captured_at: 1 })).toBeNull();
  });

  test('is found by any of its addresses', async () => {
    const store = await emptyStore();
    const { page_id } = await commitPage(store, samplePage({ seen_at: 'https://short.example/o' }));
    const other = await commitPage(store, samplePage({ url: 'https://b.example/' }));
    expect((await findPage(store, ['https://nowhere.example/', 'https://short.example/o']))?.page_id).toBe(
      page_id,
    );
    expect(await findPage(store, ['https://nowhere.example/'])).toBeNull();
    const found = await findPages(store, ['https://b.example/', 'https://groves.example/olives']);
    expect(found.map((page) => page.page_id)).toEqual([other.page_id, page_id]);
  });
});
