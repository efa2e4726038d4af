import { zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openPageReader } from './page-reader.ts';
import type { PageReader, PageReaderOptions } from './page-reader.ts';

const CONTEXT = { url: 'https://example.com/a' };
const PROSE =
  'The quick brown fox jumps over the lazy dog, and nobody in the village is surprised any more. '.repeat(8);

let reader: PageReader | null = null;
function open(options: Partial<PageReaderOptions> = {}): PageReader {
  reader = openPageReader({ workers: 1, ...options });
  return reader;
}
afterEach(async () => {
  await reader?.close();
});

describe('openPageReader', () => {
  test('reads a page into an article, passages, a language and a snapshot of the very HTML', async () => {
    const html = `<html lang="en"><title>Foxes</title><article><h1>Foxes</h1><p>${PROSE}</p></article></html>`;
    const page = await open().read(html, CONTEXT);
    expect(page.article.title).toBe('Foxes');
    expect(page.passages.length).toBeGreaterThan(0);
    expect(page.language).toBe('en');
    expect(zstdDecompressSync(page.snapshot).toString('utf8')).toBe(html);
  });

  test('a page without text gives no passages and no failure', async () => {
    const { article, passages, language } = await open().read('', CONTEXT);
    expect([article.markdown, passages, language]).toEqual(['', [], null]);
  });

  test('pages wait for a free worker and each gets its own answer', async () => {
    const pages = open({ workers: 2 });
    const titles = ['one', 'two', 'three', 'four', 'five'];
    const read = titles.map((title) => pages.read(`<title>${title}</title><p>${PROSE}`, CONTEXT));
    expect((await Promise.all(read)).map((page) => page.article.title)).toEqual(titles);
  });

  test('a page past the deadline fails, and the next one is read by a new worker', async () => {
    const pages = open({ deadlineMs: 2_500, maxNodes: 10_000_000 });
    // Text inside a table is moved out of it, each time past all that was moved before: quadratic, as the standard demands.
    const failed = pages.read('<table>'.repeat(500) + '<p>x'.repeat(2_000_000), CONTEXT);
    const next = pages.read(`<p>${PROSE}`, CONTEXT);
    await expect(failed).rejects.toMatchObject({
      code: 'page-too-complex',
      message: 'Reading the page took longer than 2.5 seconds.',
    });
    expect((await next).passages.length).toBeGreaterThan(0);
  }, 60_000);

  test('a page over the node budget fails with a sentence', async () => {
    await expect(open({ maxNodes: 100 }).read('<p>a</p>'.repeat(200), CONTEXT)).rejects.toMatchObject({
      code: 'page-too-complex',
      message: 'The page has more than 100 elements and texts.',
    });
  });

  test('closing fails what waits, and reading afterwards', async () => {
    const pages = open();
    const waiting = [pages.read(`<p>${PROSE}`, CONTEXT), pages.read(`<p>${PROSE}`, CONTEXT)];
    const settled = Promise.allSettled(waiting);
    await pages.close();
    expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected']);
    await expect(pages.read('', CONTEXT)).rejects.toMatchObject({ code: 'not-ready' });
  });
});

const ODD_PAGES: Readonly<Record<string, string>> = {
  'one line of 5 MB': `<p>${'word '.repeat(1_000_000)}</p>`,
  'five million letters without a blank': `<p>${'x'.repeat(5_000_000)}</p>`,
  'CJK without end': `<p>${'山'.repeat(200_000)}</p>`,
  'a paragraph of opening brackets': `<p>${'[(<'.repeat(100_000)}</p>`,
  'back-ticks in code': `<pre>${'` '.repeat(200_000)}</pre>`,
  'broken nesting': `<b><p><i></b><table><div><td>${PROSE}</p></i><tr></b></table><li><li></ul>${PROSE}`,
  'line and paragraph separators': `<p>a\u2028b\u2029c ${PROSE}</p>`,
  'a hundred thousand list items': `<ol>${'<li>item</li>'.repeat(100_000)}</ol>`,
  'a table of fifty thousand cells': `<table>${'<tr><td>a</td><td>b</td></tr>'.repeat(25_000)}</table>`,
  'a hundred thousand pictures': '<img src="/a.png">'.repeat(100_000),
  'bytes read in the wrong charset': `<p>${Buffer.from(PROSE.repeat(3), 'utf16le').toString('latin1')}</p>`,
  'no title': `<p>${PROSE}</p>`,
  'an address that is none': `<base href="::"><a href="http://[">x</a><img src="//:0"><p>${PROSE}</p>`,
};

describe('odd pages end in an article or in a sentence', () => {
  test.each(Object.entries(ODD_PAGES))(
    '%s',
    async (_, html) => {
      const outcome = await open()
        .read(html, CONTEXT)
        .then(
          (page) => page.passages.every((passage) => passage.text !== ''),
          (failure: { code: string }) => failure.code,
        );
      expect([true, 'page-too-complex']).toContain(outcome);
    },
    60_000,
  );
});
