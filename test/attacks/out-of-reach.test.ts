import { fc } from '../seeded-fast-check.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callDaemon } from '../../daemon/cli/call-daemon.ts';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import type { Reach } from '../../shared/contract/pairing.ts';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';

const TAGS = ['work', 'Home', 'garden'];
const SITES = ['wiki.example.org', 'example.org', 'example.com', 'notexample.org'];
const DAYS = ['2026-01-10', '2026-02-10', '2026-03-10'];

interface Planted {
  readonly id: number;
  readonly url: string;
  readonly canary: string;
  readonly site: string;
  readonly tags: readonly string[];
  readonly day: string;
}

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let house: OpenHouse;
let planted: Planted[];

beforeAll(async () => {
  house = await openHouse(folder);
  planted = [];
  for (let n = 0; n < 16; n++) {
    const site = SITES[n % SITES.length] ?? '';
    const day = DAYS[n % DAYS.length] ?? '';
    const tags = TAGS.filter((_tag, at) => (n >> at) % 2 === 1);
    const canary = `canary${String.fromCodePoint(97 + n)}quux`;
    const url = `https://${site}/${canary}`;
    const words = `The harvest report ${canary} tells about apples, and how they were kept through a long winter. `;
    const { page_id } = await house.call('capture', {
      url,
      html: `<title>Harvest ${canary}</title><article><h1>Harvest ${canary}</h1><p>${words.repeat(4)}</p>
        <img src="https://${site}/${canary}.png" alt="harvest ${canary}" width=400 height=300></article>`,
      images: [{ src: `https://${site}/${canary}.png`, alt: `harvest ${canary}`, width: 400, height: 300 }],
      captured_at: `${day}T12:00:00Z`,
      tags: [...tags, `only-${canary}`],
      note: `note ${canary}`,
    });
    planted.push({ id: page_id, url, canary, site, tags, day });
  }
});

afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

function isReached(page: Planted, reach: Reach): boolean {
  const { tags, domains, since, until } = reach;
  return (
    (tags === undefined || tags.some((tag) => [...page.tags, `only-${page.canary}`].includes(tag))) &&
    (domains === undefined || domains.some((one) => page.site === one || page.site.endsWith(`.${one}`))) &&
    (since === undefined || page.day >= since) &&
    (until === undefined || page.day <= until)
  );
}

async function limitedClient(reach: Reach, scopes: ('read' | 'capture' | 'crawl' | 'forget')[] = ['read']) {
  const { token, client_id } = await house.call('createToken', { name: 'agent', scopes, reach });
  const link = { host: '127.0.0.1', port: house.port, token };
  const ask = (name: EndpointName, request: object = {}, id?: number): Promise<unknown> =>
    callDaemon(link, name, request as never, id);
  return { ask, client_id };
}

/** Everything a client can ask to look at pages; a refusal counts as its sentence. */
async function askEverything(ask: (name: EndpointName, request?: object, id?: number) => Promise<unknown>) {
  const answers: unknown[] = [
    await ask('search', { query: 'harvest apples', limit: 100 }),
    await ask('search', { query: '"harvest report" winter', limit: 100, group: 'passage', explain: true }),
    await ask('search', { query: 'canaryaquuz harvst', limit: 100 }),
    await ask('searchTarget', { query: 'harvest apples', initial_limit: 50, expanded_limit: 200 }),
    await ask('searchImages', { query: 'harvest', limit: 100 }),
    await ask('list', { limit: 1_000 }),
    await ask('list', { sort: 'title', limit: 3, offset: 2 }),
    await ask('tags', { limit: 1_000 }),
    await ask('tags', { prefix: 'only-' }),
    await ask('domains'),
    await ask('stats'),
    await ask('suggestTags', { text: 'harvest apples winter', limit: 50 }),
  ];
  for (const { id, url } of planted) {
    const asked: Promise<unknown>[] = [
      ask('page', {}, id),
      ask('markdown', {}, id),
      ask('explainPage', {}, id),
      ask('searchImages', { query: 'harvest', page_id: id }),
      ask('lookup', { url }),
      ask('related', { limit: 100 }, id),
    ];
    answers.push(...(await Promise.all(asked.map((one) => one.catch((error: unknown) => String(error))))));
  }
  return JSON.stringify(answers);
}

const reaches = fc.record(
  {
    tags: fc.subarray(TAGS, { minLength: 1 }),
    domains: fc.subarray([...SITES, 'org'], { minLength: 1 }),
    since: fc.constantFrom(...DAYS),
    until: fc.constantFrom(...DAYS),
  },
  { requiredKeys: [] },
);

test('nothing of a page out of reach leaves by any route, and every page in reach does', async () => {
  await fc.assert(
    fc.asyncProperty(reaches, async (reach) => {
      const { ask } = await limitedClient(reach);
      const said = await askEverything(ask);
      for (const page of planted) {
        expect(said.includes(page.canary), `${page.url} ${JSON.stringify(reach)}`).toBe(
          isReached(page, reach),
        );
      }
      const stats = JSON.parse(said) as { total_pages?: number }[];
      expect(stats.find(({ total_pages }) => total_pages !== undefined)?.total_pages).toBe(
        planted.filter((page) => isReached(page, reach)).length,
      );
    }),
    { numRuns: 6 },
  );
}, 300_000);

test('a page out of reach cannot be changed or forgotten, and keeping it again tells nothing of it', async () => {
  const { ask } = await limitedClient({ tags: ['garden'] }, ['read', 'capture', 'crawl', 'forget']);
  const outside = planted.find(({ tags }) => !tags.includes('garden'));
  await expect(ask('editPage', { tags: ['garden'] }, outside?.id)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(ask('forgetPage', {}, outside?.id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(ask('forget', { url: outside?.url })).rejects.toMatchObject({ code: 'not-found' });
  await expect(ask('mergeTags', { from: ['work'], into: 'garden' })).rejects.toMatchObject({ code: 'scope' });
  await expect(ask('blocked')).rejects.toMatchObject({ code: 'scope' });
});

test('only a person widens what a client may do', async () => {
  const { ask, client_id } = await limitedClient({ tags: ['work'] }, ['read', 'forget']);
  await expect(ask('editToken', { client_id, reach: null })).rejects.toMatchObject({ code: 'scope' });
  const changed = await house.call('editToken', { client_id, reach: null, scopes: ['read', 'capture'] });
  expect(changed).toMatchObject({ reach: null, scopes: ['read', 'capture'] });
  const said = await askEverything(ask);
  for (const { canary } of planted) expect(said).toContain(canary);
});

test('the ledger names pages, forgets a question with its first forgotten page, and stays short', async () => {
  const { ask, client_id } = await limitedClient({});
  const { page_id } = await house.call('capture', {
    url: 'https://ledger.example/',
    html: '<title>Ledger</title><article><p>Zymurgical ledgers are kept by nobody but the brewers of this town.</p></article>',
  });
  await ask('search', { query: 'zymurgical ledgers' });
  await ask('markdown', {}, page_id);
  const { reads } = await house.call('reads', { client_id });
  expect(reads).toMatchObject([
    { route: 'markdown', question: null, page_ids: [page_id] },
    { route: 'search', question: 'zymurgical ledgers', page_ids: [page_id] },
  ]);
  await house.call('forget', { url: 'https://ledger.example/' });
  const after = await house.call('reads', { client_id });
  expect(after.reads).toMatchObject([
    { question: null, page_ids: [] },
    { question: null, page_ids: [] },
  ]);
});

test('the ledger does not keep the words by which a script asked what to forget', async () => {
  const { token, client_id } = await house.call('createToken', {
    name: 'script',
    scopes: ['read', 'forget'],
  });
  const link = { host: '127.0.0.1', port: house.port, token };
  await callDaemon(link, 'forgetMany', { query: 'zymurgical', dry_run: true });
  await callDaemon(link, 'forgetMany', { query: 'zymurgical' });
  const { reads } = await house.call('reads', { client_id });
  expect(reads).toMatchObject([
    { route: 'forgetMany', question: null },
    { route: 'forgetMany', question: null },
  ]);
});

test('what a client of narrower reach asks takes nothing from a backup under way', async () => {
  const { ask } = await limitedClient({ tags: ['work'] });
  let done = false;
  const backup = house.call('makeBackup').finally(() => (done = true));
  while (!done) await ask('list');
  expect(await backup).toMatchObject({ damaged: 0 });
});
