// A stand-in for the real server that answers as it was seen to: what of it is kept, and what is refused.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { Failure } from '../failure.ts';
import { crawl4aiRenderer } from './crawl4ai-renderer.ts';
import { ExternalCrawl4ai } from './external-crawl4ai.ts';
import type { RenderedPage, RenderOrder } from './renderer.ts';

const URL_ASKED = 'http://127.0.0.1:1/page';
const PROSE = 'The olive harvest begins in October. '.repeat(30);

interface Row {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly row?: Record<string, unknown>;
  readonly body?: string;
}

interface Asked {
  readonly authorization: string | undefined;
  readonly body: { urls: string[]; crawler_config: { params: Record<string, unknown> } };
}

/** Answers `rows` one after the other, the last again and again. */
async function openServer(rows: readonly Row[], version = '0.9.2') {
  const asked: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/health') {
      response.end(JSON.stringify({ status: 'ok', version }));
      return;
    }
    const { authorization } = request.headers;
    asked.push({ authorization, body: JSON.parse(await text(request)) as Asked['body'] });
    const next = rows[Math.min(asked.length, rows.length) - 1] ?? {};
    const line = JSON.stringify({ url: URL_ASKED, success: true, ...next.row });
    response.writeHead(next.status ?? 200, next.headers).end(next.body ?? `${line}\n{"status": "completed"}`);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(close);
  return { asked, close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function order(more: Partial<RenderOrder> = {}): RenderOrder {
  return {
    allow: async () => undefined,
    enter: async () => () => undefined,
    rest: () => undefined,
    maxBytes: 1_000_000,
    signal: AbortSignal.timeout(30_000),
    validators: null,
    patient: true,
    ...more,
  };
}

const STATIC: RenderedPage = {
  url: URL_ASKED,
  status: 200,
  by: 'fetch',
  html: '<p>As it came.',
  bytes: 14,
  validators: { etag: null, last_modified: null },
  robots: new Set(),
};

async function render(rows: readonly Row[], more: { order?: Partial<RenderOrder>; version?: string } = {}) {
  const server = await openServer(rows, more.version);
  const crawl4ai = new ExternalCrawl4ai({ url: server.url, token: 'a-token' });
  const reported: string[] = [];
  const renderer = crawl4aiRenderer(crawl4ai, {
    allowHosts: ['127.0.0.1:1'],
    instead: { render: async () => STATIC },
    report: (line, { message }) => reported.push(`${line}: ${message}`),
  });
  return { server, reported, page: renderer.render(URL_ASKED, order(more.order)) };
}

const FULL = {
  status_code: 200,
  redirected_status_code: 200,
  html: `<p>${PROSE}`,
  redirected_url: URL_ASKED,
};

test('a page is asked for with the token, one address at a time, without what the server refuses', async () => {
  const { server, page } = await render([
    { row: { ...FULL, response_headers: { etag: '"1"', 'x-robots-tag': 'noindex' } } },
  ]);
  expect(await page).toEqual({
    url: URL_ASKED,
    status: 200,
    by: 'crawl4ai',
    html: FULL.html,
    bytes: FULL.html.length,
    validators: { etag: '"1"', last_modified: null },
    robots: new Set(['noindex']),
    readAgain: expect.any(Function) as () => Promise<string | null>,
  });
  expect(server.asked).toMatchObject([{ authorization: 'Bearer a-token', body: { urls: [URL_ASKED] } }]);
});

test('only when somebody asks is a page read by Crawl4AI too, on another visit that the site is asked for', async () => {
  let visits = 0;
  const enter = async () => {
    visits++;
    return () => undefined;
  };
  const read = { row: { ...FULL, markdown: { raw_markdown: '# All', fit_markdown: '# Olives' } } };
  const { server, page } = await render([{ row: FULL }, read], { order: { enter } });
  expect(await (await page)?.readAgain?.()).toBe('# Olives');
  const [first, second] = server.asked.map(({ body }) => body.crawler_config.params);
  expect([first?.['prefetch'], second?.['prefetch'], visits]).toEqual([true, undefined, 2]);
  expect(second?.['markdown_generator']).toMatchObject({
    params: { content_filter: { type: 'PruningContentFilter' } },
  });
});

test.each([
  { row: FULL },
  { row: { ...FULL, markdown: 'a text' } },
  { row: { ...FULL, markdown: { fit_markdown: '# Elsewhere' }, redirected_url: 'http://10.0.0.1/' } },
  { row: { ...FULL, markdown: { fit_markdown: '# Sorry' }, redirected_status_code: 500 } },
  { row: { success: false, error_message: 'Page.goto: Timeout 30000ms exceeded.' } },
  { status: 500, body: 'no' },
  { status: 401 },
  { body: 'nonsense' },
])('what it answers then may be of no use, which is no failure: %j', async (again) => {
  const { page } = await render([{ row: FULL }, again]);
  expect(await (await page)?.readAgain?.()).toBeNull();
});

test('who waits no longer hears that there is nothing', async () => {
  const stop = new AbortController();
  const { page } = await render([{ row: FULL }], { order: { signal: stop.signal } });
  const rendered = await page;
  stop.abort();
  expect(await rendered?.readAgain?.()).toBeNull();
});

test('a thin page is given time for its scripts once more, and the richer answer is taken', async () => {
  const thin = { row: { ...FULL, html: '<div id=root></div>' } };
  const { server, page } = await render([thin, { row: FULL }]);
  expect((await page)?.html).toBe(FULL.html);
  expect(server.asked.map(({ body }) => body.crawler_config.params['delay_before_return_html'])).toEqual([
    undefined,
    2,
  ]);
  expect((await (await render([thin])).page)?.html).toBe(thin.row.html);
});

test('what it takes for a block is a page all the same where the site said that all is well', async () => {
  const blocked = {
    success: false,
    error_message: 'Blocked by anti-bot protection: Structural: minimal_text',
  };
  expect((await (await render([{ row: { ...FULL, ...blocked } }])).page)?.html).toBe(FULL.html);
});

test.each([
  [{ ...FULL, redirected_status_code: 404 }, 'fetch-failed', /\(404\)/],
  [{ ...FULL, status_code: 302, redirected_status_code: 503 }, 'fetch-failed', /\(503\)/],
  [
    { success: false, error_message: 'Page.goto: Timeout 30000ms exceeded.' },
    'fetch-failed',
    /not come in time/,
  ],
  [{ success: false, error_message: 'net::ERR_CERT_DATE_INVALID at https' }, 'fetch-failed', /certificate/],
  [{ success: false, error_message: 'net::ERR_NAME_NOT_RESOLVED' }, 'fetch-failed', /could not be found/],
  [{ success: false, error_message: 'net::ERR_TOO_MANY_REDIRECTS' }, 'fetch-failed', /circle/],
  [{ success: false, error_message: 'Page.goto: Download is starting' }, 'not-html', /a file/],
  [
    { success: false, error_message: 'Target page, context or browser has been closed' },
    'page-too-complex',
    /./,
  ],
  [{ success: false, error_message: 'what nobody has seen before' }, 'fetch-failed', /could not be rendered/],
  [{ ...FULL, response_headers: { 'content-type': 'application/pdf' } }, 'not-html', /application\/pdf/],
  [{ ...FULL, redirected_url: 'http://10.0.0.1/' }, 'address-forbidden', /does not fetch/],
  [{ ...FULL, redirected_url: 'http://[::ffff:169.254.169.254]/' }, 'address-forbidden', /does not fetch/],
  [{ ...FULL, redirected_url: 'file:///etc/passwd' }, 'url-invalid', /Only http/],
])('of %j nothing is kept', async (row, code, message) => {
  await expect((await render([{ row }])).page).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
});

test.each([
  [{ body: 'nonsense' }, /an answer that is none/],
  [{ body: '' }, /an answer that is none/],
  [{ status: 422, body: '{"detail":"no"}' }, /answered 422/],
  [{ status: 400, body: '{"detail":"URL blocked (SSRF protection)"}' }, /does not fetch from this address/],
])('a server that answers %j fails the page alone', async (row, message) => {
  await expect((await render([row])).page).rejects.toMatchObject({
    code: 'fetch-failed',
    message: expect.stringMatching(message) as string,
  });
});

test('a server that is busy is asked again when it says', async () => {
  const { server, page } = await render([
    { status: 429, headers: { 'retry-after': '1' } },
    { status: 503, headers: { 'retry-after': '0' } },
    { row: FULL },
  ]);
  expect(await page).toMatchObject({ status: 200 });
  expect(server.asked).toHaveLength(3);
});

test('an answer without end is cut off', async () => {
  const endless = { row: { ...FULL, html: 'x'.repeat(2_000_000) } };
  await expect((await render([endless])).page).rejects.toMatchObject({ code: 'too-large' });
});

test('why a page could not be rendered goes to the log where it says nothing to a person', async () => {
  const said = 'Unexpected error in _crawl_web at line 7 (a.py):\nBrowserType.launch: ENOENT, mkdtemp';
  const row = { success: false, html: '', error_message: said };
  const { page, reported } = await render([{ row }]);
  await expect(page).rejects.toMatchObject({ message: 'The page could not be rendered.' });
  expect(reported).toEqual(['a page could not be rendered: BrowserType.launch: ENOENT, mkdtemp']);
  const known = await render([{ row: { ...row, error_message: 'net::ERR_CONNECTION_REFUSED' } }]);
  await expect(known.page).rejects.toMatchObject({ message: 'The site refused the connection.' });
  expect(known.reported).toEqual([]);
});

test('a page that led the browser to nothing was not reached', async () => {
  const row = { ...FULL, redirected_url: 'chrome-error://chromewebdata/' };
  await expect((await render([{ row }])).page).rejects.toMatchObject({
    code: 'fetch-failed',
    message: 'The site could not be reached.',
  });
});

test('a site that asks to be left alone is left alone', async () => {
  const rests: number[] = [];
  const row = {
    ...FULL,
    status_code: 429,
    redirected_status_code: 429,
    response_headers: { 'retry-after': '7' },
  };
  const { page } = await render([{ row }], { order: { rest: (_url, ms) => rests.push(ms) } });
  await expect(page).rejects.toMatchObject({ details: { status_code: 429, retry_after_s: 7 } });
  expect(rests).toEqual([7_000]);
});

async function allow(url: string): Promise<void> {
  if (url.endsWith('/elsewhere')) throw new Failure('blocked', 'Not there.');
}

test('where a page turned out to be must be allowed as well', async () => {
  const row = { ...FULL, redirected_url: 'http://127.0.0.1:1/elsewhere' };
  await expect((await render([{ row }], { order: { allow } })).page).rejects.toMatchObject({
    code: 'blocked',
  });
});

test.each([
  [{ status: 401 }, undefined, /set CRAWL4AI_API_TOKEN/],
  [{ row: FULL }, '0.8.6', /is too old/],
])(
  'while it cannot be used at all (%j, version %s) pages come without it, and say so',
  async (row, version, notice) => {
    const { page } = await render([row], version === undefined ? {} : { version });
    expect(await page).toMatchObject({ by: 'fetch', notice: expect.stringMatching(notice) as string });
  },
);

test('a server that went away in the middle fails the page, which may be tried again', async () => {
  const server = await openServer([{ row: FULL }]);
  const crawl4ai = new ExternalCrawl4ai({ url: server.url, token: null });
  const renderer = crawl4aiRenderer(crawl4ai, {
    allowHosts: ['127.0.0.1:1'],
    instead: { render: async () => STATIC },
    report: () => undefined,
  });
  expect(await renderer.render(URL_ASKED, order())).toMatchObject({ by: 'crawl4ai' });
  server.close();
  await expect(renderer.render(URL_ASKED, order())).rejects.toMatchObject({
    code: 'fetch-failed',
    message: 'Crawl4AI does not answer: The site refused the connection.',
    cause: { code: 'ECONNREFUSED' },
  });
});

test('an address inside is not even mentioned to it', async () => {
  const server = await openServer([{ row: FULL }]);
  const renderer = crawl4aiRenderer(new ExternalCrawl4ai({ url: server.url, token: null }), {
    allowHosts: [],
    instead: { render: async () => STATIC },
    report: () => undefined,
  });
  for (const url of [URL_ASKED, 'http://localhost/', 'http://0x7f.1/', 'raw:<p>', 'file:///etc/passwd']) {
    await expect(renderer.render(url, order())).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:address-forbidden|url-invalid)$/) as string,
    });
  }
  expect(server.asked).toEqual([]);
});
