// Links in the order of what they promise: by the embedding of their words, against a question or the start page.
import { expect, onTestFinished, test } from 'vitest';
import type { DeepRequest } from '../../shared/contract/crawl.ts';
import { startCrawl } from '../../daemon/jobs/start-jobs.ts';
import type { JobReport } from '../../shared/contract/job.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { reasonsOf } from '../fakes/open-crawl-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openWebSite } from '../fakes/web-site.ts';
import { openMemory } from '../open-memory.ts';

const LINKS: Readonly<Record<string, string>> = {
  '/1': 'Winter weather on the coast',
  '/2': 'Press olives for their oil',
  '/3': 'Old violins and their makers',
  '/4': 'Olives: when to harvest and press',
};

async function crawl(more: Partial<DeepRequest>) {
  const anchors = Object.entries(LINKS).map(([path, text]) => `<a href="${path}">${text}</a>`);
  const site = await openWebSite({
    '/': linkedPage('/', [], { body: `<p>How to press olives for oil.</p>${anchors.join('')}` }),
    ...Object.fromEntries(Object.keys(LINKS).map((path) => [path, linkedPage(path, [])])),
  });
  const memory = await openMemory({
    folder: temporaryFolder(),
    embedder: openFakeEmbedder(),
    webHosts: [site.host],
  });
  onTestFinished(async () => {
    await memory.close();
    await site.close();
  });
  const asked = {
    url: `http://${site.host}/`,
    strategy: 'best',
    concurrent: 1,
    wait: true,
    robots: false,
    ...more,
  } as const;
  const report = (await startCrawl(asked, true, memory.jobs)) as JobReport;
  return { report, asked: site.requests };
}

test('what is nearest to the question is fetched first', async () => {
  expect((await crawl({ query: 'press olives' })).asked.slice(0, 3).toSorted()).toEqual(['/', '/2', '/4']);
  expect((await crawl({ query: 'violins makers' })).asked[1]).toBe('/3');
});

test('without a question, what is nearest to the start page', async () => {
  // Both are about olives, the other two are not.
  expect((await crawl({ max_pages: 3 })).asked.toSorted()).toEqual(['/', '/2', '/4']);
});

test('what is too far is left out, and noted', async () => {
  const { report, asked } = await crawl({ query: 'press olives', score_threshold: 0.3 });
  expect(asked.toSorted()).toEqual(['/', '/2', '/4']);
  expect(reasonsOf(report)).toEqual(['/1 score', '/3 score']);
});
