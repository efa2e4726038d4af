import { describe, expect, onTestFinished, test } from 'vitest';
import type { PageCapture } from '../../shared/contract/page.ts';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { openBlocklist } from '../policy/blocklist.ts';
import { countMemory } from '../store/count-memory.ts';
import { findPage } from '../store/find-page.ts';
import { ingestPage } from './ingest-page.ts';
import { openPageReader } from './page-reader.ts';
import { openPublisher } from './publish-page.ts';

async function openRoom() {
  const store = await emptyStore();
  const publisher = openPublisher(store, await openSampleIndex(), () => undefined);
  const reader = openPageReader({ workers: 1 });
  onTestFinished(() => reader.close());
  publisher.giveUp();
  const blocklist = await openBlocklist(store, Date.now);
  const tools = { store, reader, publisher, blocklist, languages: null, now: () => Date.UTC(2026, 10, 21) };
  return { store, ingest: async (capture: PageCapture) => (await ingestPage(capture, tools)).saved };
}

const page = (url: string, more: Partial<PageCapture> = {}): PageCapture => ({
  url,
  html: `<title>Olives</title><p>Press the olives cold and early, said ${url}.</p>`,
  ...more,
});

describe('a capture id', () => {
  test('sent again, and at once, is answered as before', async () => {
    const { store, ingest } = await openRoom();
    const capture = page('https://a.example/', { capture_id: 'one' });
    const first = await ingest(capture);
    const [again, meanwhile] = await Promise.all([ingest(capture), ingest(capture)]);
    expect([again, meanwhile]).toEqual([first, first]);
    expect((await countMemory(store)).pages).toBe(1);
  });

  test('of a page seen elsewhere is known by the address it was seen at', async () => {
    const { ingest } = await openRoom();
    const capture = page('https://a.example/?from=feed', {
      capture_id: 'one',
      canonical_url: 'https://a.example/olives',
    });
    expect(await ingest(capture)).toEqual(await ingest(capture));
  });

  test('used for another page is refused, so that neither is lost silently', async () => {
    const { store, ingest } = await openRoom();
    await ingest(page('https://a.example/', { capture_id: 'one' }));
    const other = page('https://b.example/', { capture_id: 'one' });
    await expect(ingest(other)).rejects.toMatchObject({ code: 'conflict' });
    const atOnce = ['https://c.example/', 'https://d.example/'].map((url) =>
      ingest(page(url, { capture_id: 'two' })),
    );
    const settled = await Promise.allSettled(atOnce);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await countMemory(store)).pages).toBe(2);
  });
});

describe('an address', () => {
  const encoded = 'é'.repeat(LIMITS.urlCharacters / 2);

  test('that grows over the limit when it is encoded is refused, for nobody could ask for it again', async () => {
    const { store, ingest } = await openRoom();
    await expect(ingest(page(`https://a.example/${encoded}`))).rejects.toMatchObject({ code: 'too-long' });
    expect((await countMemory(store)).pages).toBe(0);
  });

  test('is not replaced by a canonical one that long', async () => {
    const { ingest } = await openRoom();
    const capture = page('https://a.example/', { canonical_url: `https://a.example/${encoded}` });
    expect((await ingest(capture)).url).toBe('https://a.example/');
  });
});

test('what a page hides in a selection is not kept', async () => {
  const { store, ingest } = await openRoom();
  await ingest(page('https://a.example/', { selection: 'cold\0 \uD800press\u{E0041}' }));
  expect((await findPage(store, ['https://a.example/']))?.selection).toBe('cold press');
});

describe('a page that was cleaned in the browser', () => {
  const article = {
    title: 'Figs',
    other_titles: [],
    author: null,
    published_at: null,
    declared_language: null,
    canonical_link: null,
    site_name: null,
    description: null,
    markdown: 'Figs are dried on the roof.',
    images: [],
  };
  const passage = {
    ordinal: 0,
    text: 'Figs are dried on the roof.',
    heading_path: [],
    start: 0,
    end: 27,
    anchor: { exact: 'Figs are dried on the roof.', prefix: '', suffix: '' },
    kind: 'text' as const,
  };
  const cleaned = { cleaner: CLEANER_VERSION, article, passages: [passage] };

  test('by this version is taken as it is', async () => {
    const { ingest } = await openRoom();
    expect((await ingest(page('https://a.example/', cleaned))).title).toBe('Figs');
  });

  test.each([
    ['by another version', { ...cleaned, cleaner: `${CLEANER_VERSION}0` }],
    ['without a version', { article, passages: [passage] }],
    ['with a passage outside its text', { ...cleaned, passages: [{ ...passage, end: 28 }] }],
  ])('%s is cleaned again from its snapshot', async (_how, more) => {
    const { store, ingest } = await openRoom();
    expect((await ingest(page('https://a.example/', more))).title).toBe('Olives');
    expect((await findPage(store, ['https://a.example/']))?.cleaner).toBe(CLEANER_VERSION);
  });

  test('the log says when that was not taken, and nothing of the page', async () => {
    const lines: string[] = [];
    const reader = openPageReader({ workers: 1, report: (line) => lines.push(line) });
    onTestFinished(() => reader.close());
    const { html } = page('https://a.example/');
    const context = { url: 'https://a.example/' };
    const whole = await reader.read(html, context, { article, passages: [passage] });
    const broken = await reader.read(html, context, { article, passages: undefined });
    expect([whole.article.title, broken.article.title]).toEqual(['Figs', 'Olives']);
    expect(lines).toEqual([
      'a page cleaned in the browser was cleaned again: its shape is not that of a cleaned page',
    ]);
  });
});
