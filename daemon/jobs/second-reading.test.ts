// Crawl4AI's own reading, where ours finds nothing: a working stand-in for its server renders pages and reads them.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { openMemory } from '../../test/open-memory.ts';
import { ExternalCrawl4ai } from '../crawl/external-crawl4ai.ts';
import { crawlPage } from './crawl-page.ts';
import { showJob } from './show-job.ts';
import { startCrawl } from './start-jobs.ts';

const PROSE = 'The olive harvest begins in October and the press runs until the winter is over. ';
const COLD = 'Winter keeps the oil in the cellar, dark and cool, until spring opens every door. ';
const NOTICE = 'Its text is as Crawl4AI reads the page; the usual reading found none.';

/** Put together here, so that nothing takes it for one that was left lying about. */
const KEY = ['ghp', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3hJ5'].join('_');

interface Rendered {
  readonly html: string;
  readonly fit_markdown: string;
}

const PAGES: Readonly<Record<string, Rendered>> = {
  // A drawing that says all there is; our reading leaves drawings out.
  '/drawing': {
    html: `<svg><text>${PROSE}</text></svg>`,
    fit_markdown: `# The harvest\n\n${PROSE.repeat(20)}\n\n## The winter\n\n${COLD.repeat(20)}`,
  },
  '/article': { html: `<main><p>${PROSE.repeat(5)}</p></main>`, fit_markdown: 'Never asked for.' },
  '/nothing': { html: '<svg></svg>', fit_markdown: 'Loading, please wait.' },
  '/secret': {
    html: '<svg></svg>',
    fit_markdown: `${PROSE} The key is ${KEY} and nobody may know it, so it stays out of here.`,
  },
};

/** A memory whose pages are rendered by the stand-in; `reads` are the paths that it was asked to read. */
async function openFloor() {
  const reads: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/health') {
      response.end('{"status":"ok","version":"0.9.2"}');
      return;
    }
    const { urls, crawler_config } = JSON.parse(await text(request)) as {
      urls: string[];
      crawler_config: { params: { prefetch?: boolean } };
    };
    const { pathname } = new URL(urls[0] ?? '');
    const { html, fit_markdown } = PAGES[pathname] ?? { html: '', fit_markdown: '' };
    const isRead = crawler_config.params.prefetch !== true;
    if (isRead) reads.push(pathname);
    const whole = `<html lang="en"><head><title>Olives</title></head><body>${html}</body></html>`;
    const row = { url: urls[0], success: true, status_code: 200, html: whole };
    response.end(`${JSON.stringify({ ...row, ...(isRead && { markdown: { fit_markdown } }) })}\n`);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const memory = await openMemory({
    folder: temporaryFolder(),
    embedder: openFakeEmbedder(),
    webHosts: [host],
    crawl4ai: new ExternalCrawl4ai({ url: `http://${host}`, token: null }),
  });
  onTestFinished(async () => {
    await memory.close();
    server.closeAllConnections();
    server.close();
  });
  const read = (path: string) =>
    crawlPage({ url: `http://${host}${path}`, renderer: 'crawl4ai' }, memory.jobs.tools);
  const crawl = async (path: string, keeps: boolean) => {
    const asked = { url: `http://${host}${path}`, renderer: 'crawl4ai', robots: false } as const;
    const ticket = await startCrawl({ ...asked, max_pages: 1, wait: true }, keeps, memory.jobs);
    return showJob({ id: ticket.job_id }, memory.jobs);
  };
  return { memory, reads, read, crawl };
}

test('a page in which nothing is found is read as Crawl4AI reads it, cut as any other, and says so', async () => {
  const { memory, crawl } = await openFloor();
  const { pages } = await crawl('/drawing', true);
  expect(pages).toMatchObject([{ state: 'done', title: 'Olives', message: NOTICE }]);
  await memory.publisher.idle();
  const { results } = await memory.search({ query: 'the press in winter' });
  expect(results[0]).toMatchObject({ title: 'Olives', language: 'en' });
  const paths = memory.store.database.prepare('select heading_path from passages order by ordinal').pluck();
  expect([...new Set(paths.all())]).toEqual(['["The harvest"]', '["The harvest","The winter"]']);
});

test('the same goes for one page, and for a crawl that keeps nothing', async () => {
  const { read, crawl } = await openFloor();
  expect(await read('/drawing')).toMatchObject({
    notice: NOTICE,
    renderer: 'crawl4ai',
    markdown: expect.stringContaining('## The winter') as string,
  });
  const { pages } = await crawl('/drawing', false);
  expect(pages).toMatchObject([{ message: NOTICE, markdown: expect.stringContaining('harvest') as string }]);
});

test('a page in which something is found is not read twice', async () => {
  const { read, reads } = await openFloor();
  const page = await read('/article');
  expect([page.notice, reads]).toEqual([undefined, []]);
});

test('a few words are none', async () => {
  const { read, reads } = await openFloor();
  await expect(read('/nothing')).rejects.toMatchObject({ code: 'empty-page' });
  expect(reads).toEqual(['/nothing']);
});

test('what is to stay out of a memory stays out of this reading as well', async () => {
  const { read } = await openFloor();
  const { markdown } = await read('/secret');
  expect(markdown).toContain('The key is');
  expect(markdown).not.toContain(KEY);
});
