import { expect, test } from 'vitest';
import { fetchRenderer } from '../crawl/fetch-renderer.ts';
import { HostPace } from '../crawl/host-pace.ts';
import { NO_CRAWL4AI } from '../crawl/open-crawl4ai.ts';
import { renderOne } from './render-one.ts';

test('a site that asked to be left alone for longer than somebody waits is a page that did not come', async () => {
  const pace = new HostPace();
  const url = 'https://a.example/';
  pace.rest(url, 10_000);
  const fetched = fetchRenderer(() => Promise.reject(new Error('It was asked all the same.')));
  const tools = {
    blocklist: { requireAllowed: () => undefined },
    crawl4ai: NO_CRAWL4AI,
    pace,
    renderers: { fetch: fetched, crawl4ai: fetched },
  };
  await expect(renderOne(url, 'auto', tools, 30)).rejects.toMatchObject({
    code: 'fetch-failed',
    message: 'The page did not come within 0.03 s.',
  });
});
