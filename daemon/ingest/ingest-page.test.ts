import { describe, expect, onTestFinished, test } from 'vitest';
import { pageCapture } from '../../shared/contract/page.ts';
import type { PageCapture } from '../../shared/contract/page.ts';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { openSampleIndex } from '../../test/fakes/open-sample-index.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { chunkPage } from '../../shared/page/chunk-page.ts';
import { cleanPage } from '../../shared/page/clean-page.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { contentHash } from '../../shared/page/content-hash.ts';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { openBlocklist } from '../policy/blocklist.ts';
import { countMemory } from '../store/count-memory.ts';
import { findPage } from '../store/find-page.ts';
import { forgetPages } from '../store/forget-pages.ts';
import { readMarkdown } from '../store/read-markdown.ts';
import { ingestPage } from './ingest-page.ts';
import { openPageReader } from './page-reader.ts';
import { parseHtml } from './parse-html.ts';
import { openPublisher } from './publish-page.ts';

async function openRoom() {
  const store = await emptyStore();
  const index = await openSampleIndex();
  const publisher = openPublisher(store, index, () => undefined);
  const reader = openPageReader({ workers: 1 });
  onTestFinished(() => reader.close());
  publisher.giveUp();
  const blocklist = await openBlocklist(store, Date.now);
  const tools = {
    store,
    index,
    reader,
    publisher,
    blocklist,
    languages: null,
    now: () => Date.UTC(2026, 10, 21),
  };
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

test('a page that is seen unchanged while it is being forgotten is kept anew', async () => {
  const { store, ingest } = await openRoom();
  const before = await ingest(page('https://a.example/'));
  store.forgettings.set('under way', { receiptId: 'under way', now: 0, how: {}, traces: [] });
  store.database.prepare('insert into doomed_pages values (?, ?)').run(before.page_id, 'under way');
  const anew = await ingest(page('https://a.example/'));
  expect(anew).toMatchObject({ status: 'stored', page_id: before.page_id + 1 });
  expect(await findPage(store, ['https://a.example/'])).toMatchObject({ page_id: anew.page_id });
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
    obstacle: null,
    marks: [],
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

describe('what a site shows on every page', () => {
  const INVITATION = 'This story was made by readers of the valley paper, who pay for every walk we take.';
  const told = (subject: string): PageCapture => ({
    url: `https://paper.example/${subject}`,
    html: `<title>${subject}</title><main><h1>${subject}</h1>${[1, 2, 3, 4, 5, 6]
      .map(
        (at) =>
          `<p>In year ${at} the ${subject} ripened early, for ${subject} feel how ${at} storms pass.</p>`,
      )
      .join('')}<p>${INVITATION}</p></main>`,
  });

  test('is left out from the third page on, cleaned here or in the browser, and comes back when they are forgotten', async () => {
    const { store, ingest } = await openRoom();
    const markdown = async (capture: PageCapture) => {
      const { page_id } = await ingest(capture);
      return { page_id, text: await readMarkdown(store, page_id) };
    };
    const [olives, figs] = [await markdown(told('olives')), await markdown(told('figs'))];
    expect(olives.text).toContain(INVITATION);
    expect(figs.text).toContain(INVITATION);
    const third = await markdown(told('almonds'));
    expect(third.text).toContain('feel how 6 storms pass');
    expect(third.text).not.toContain(INVITATION);

    const capture = told('quinces');
    const tree = parseHtml(capture.html);
    const { blocks, ...article } = cleanPage(tree, { url: capture.url });
    const passages = chunkPage({ ...article, blocks }, estimateWordpieces);
    const fourth = await markdown(
      pageCapture.parse({ ...capture, cleaner: CLEANER_VERSION, article, passages }),
    );
    expect(article.markdown).toContain(INVITATION);
    expect(fourth.text).not.toContain(INVITATION);
    // The browser knows no other page of the site; what it compares with must be what it can see.
    expect((await findPage(store, [capture.url]))?.content_hash).toBe(await contentHash(article));
    expect((await ingest(capture)).status).toBe('unchanged');

    await forgetPages(store, [olives.page_id, figs.page_id, third.page_id], 1);
    expect((await markdown(told('carobs'))).text).toContain(INVITATION);
  });
});

describe('what stands between a reader and the page', () => {
  const COVER = '<div id="didomi-host"><p>We and our partners store information on this device.</p></div>';
  const ERROR = '<meta name="prerender-status-code" content="404">';

  test('a cover with nothing behind it is refused, saying what to do', async () => {
    const { store, ingest } = await openRoom();
    const covered = page('https://a.example/', { html: `<title>Olives</title>${COVER}` });
    await expect(ingest(covered)).rejects.toMatchObject({
      code: 'empty-page',
      message: expect.stringContaining('A notice covered this page') as string,
    });
    expect((await countMemory(store)).pages).toBe(0);
  });

  test('an error that a person keeps all the same is kept, and the answer says what it is', async () => {
    const { ingest } = await openRoom();
    const error = page('https://a.example/', { html: `${ERROR}<p>There is no olive here.</p>` });
    const saved = await ingest(error);
    expect(saved).toMatchObject({
      status: 'stored',
      notice: expect.stringContaining('error page') as string,
    });
    expect(await ingest(error)).toMatchObject({ status: 'unchanged', notice: saved.notice });
    expect(await ingest(page('https://b.example/'))).not.toHaveProperty('notice');
  });
});
