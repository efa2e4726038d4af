import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { readConfig } from '../config.ts';
import { checkCrawl4ai } from './check-crawl4ai.ts';

function look(settings: Record<string, string>, env: Record<string, string> = {}) {
  const config = readConfig({ env: { PAGEKEEP_DATA_DIR: temporaryFolder(), ...settings } });
  return checkCrawl4ai(config, { PATH: '', ...env });
}

/** Anything that can be started stands in for a browser: it is only looked for. */
const BROWSER = { PAGEKEEP_CHROMIUM: process.execPath };

test('each missing piece is named, the browser first', async () => {
  expect(await look({})).toMatchObject({ state: 'attention', finding: 'no browser was found' });
  expect(await look({}, BROWSER)).toMatchObject({
    state: 'attention',
    finding: 'No Python 3.10 or newer was found.',
    next: expect.stringContaining('python3-venv') as string,
  });
  expect(await look({}, { ...BROWSER, PATH: process.env['PATH'] ?? '' })).toMatchObject({
    finding: 'not set up yet',
    next: expect.stringContaining('pagekeep crawl4ai install') as string,
  });
});

test('nothing is missing where nobody wants it', async () => {
  expect(await look({ PAGEKEEP_CRAWL4AI: 'none' })).toMatchObject({ state: 'ok' });
});

async function serve(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  [200, '{"status":"ok","version":"0.9.2"}', 'ok', /^Crawl4AI 0\.9\.2 at http/],
  [200, '{"status":"ok","version":"1.0.0"}', 'ok', /^Crawl4AI 1\.0\.0 at http/],
  [200, '{"status":"ok","version":"0.8.6"}', 'attention', /is too old: it must be 0\.9 or newer\.$/],
  [200, '{"status":"ok"}', 'attention', /is not Crawl4AI\.$/],
  [200, '<html>', 'attention', /is not Crawl4AI\.$/],
  [500, '{"version":"0.9.2"}', 'attention', /is not Crawl4AI\.$/],
])('a server that answers %i %s', async (status, body, state, finding) => {
  expect(await look({ CRAWL4AI_URL: await serve(status, body) })).toMatchObject({
    state,
    finding: expect.stringMatching(finding) as string,
  });
});

test('a server that is away', async () => {
  expect(await look({ CRAWL4AI_URL: 'http://127.0.0.1:9' })).toMatchObject({
    state: 'attention',
    finding: 'Nothing answers at http://127.0.0.1:9, where Crawl4AI should be.',
  });
});
