// What a hostile or careless caller does to the rooms of every day, through the whole daemon: huge lists, deep JSON, edits
// at the same time, a restart in between.
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { ask, refusalOf } from './open-door.ts';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';

async function emptyHouse(): Promise<OpenHouse> {
  const house = await openHouse(temporaryFolder());
  onTestFinished(() => house.close());
  return house;
}

const page = (at: number, more: object = {}) => ({
  url: `https://n.example/${at}`,
  html: `<p>Page number${at} of olives.</p>`,
  ...more,
});

test('edits of one page at the same time leave one of them whole, and searches agree', async () => {
  const house = await emptyHouse();
  const { page_id } = await house.call('capture', page(1));
  const edits = Array.from({ length: 40 }, (_, at) => ({
    title: `title${at}`,
    note: `note${at}`,
    tags: [`tag${at}`],
  }));
  await Promise.all(edits.map((edit) => house.call('editPage', { id: page_id, ...edit }, page_id)));
  const { title, note, tags } = await house.call('page', undefined, page_id);
  expect(edits).toContainEqual({ title, note, tags });
  expect((await house.call('search', { query: title, mode: 'keyword', tags })).results).toHaveLength(1);
  const others = edits.filter((edit) => edit.title !== title);
  for (const { tags: gone } of others) {
    expect((await house.call('search', { query: 'olives', tags: gone })).results).toEqual([]);
  }
  expect(house.errors).toEqual([]);
});

test('captures, edits, renames, blocks and forgetting at the same time leave a memory that agrees after a restart', async () => {
  const folder = temporaryFolder();
  let house = await openHouse(folder);
  onTestFinished(() => house.close());
  const saved = await Promise.all(
    Array.from({ length: 12 }, (_, at) => house.call('capture', page(at, { tags: ['start', `own${at}`] }))),
  );
  await Promise.allSettled(
    saved.flatMap(({ page_id }, at) => [
      house.call('editPage', { id: page_id, title: `named${at}` }, page_id),
      house.call('mergeTags', { from: ['start'], into: `into${at}` }),
      house.call('block', { pattern: `n.example/${at}/*` }),
      house.call('capture', page(at, { tags: ['again'] })),
      ...(at % 3 === 0 ? [house.call('forgetPage', undefined, page_id)] : []),
    ]),
  );
  const before = await house.call('list', { sort: 'oldest', limit: 100 });
  const patterns = await house.call('blocked');
  await house.close();
  house = await openHouse(folder);
  expect(await house.call('list', { sort: 'oldest', limit: 100 })).toEqual(before);
  expect(await house.call('blocked')).toEqual(patterns);
  expect(patterns.count).toBe(12);
  const { results } = await house.call('search', { query: 'olives', limit: 100 });
  const urls = before.content.map(({ url }) => url).toSorted();
  expect(results.map(({ url }) => url).toSorted()).toEqual(urls);
  for (const one of before.content) {
    for (const tag of one.tags) {
      const tagged = await house.call('search', { query: 'olives', tags: [tag], limit: 100 });
      expect([tag, tagged.results.map(({ page_id }) => page_id)]).toEqual([
        tag,
        expect.arrayContaining([one.page_id]),
      ]);
    }
  }
  expect(house.errors).toEqual([]);
});

test('five hundred patterns are kept, and the next address is judged among them', async () => {
  const house = await emptyHouse();
  const waiting = Array.from({ length: 500 }, (_, at) => `*.site${at}.example/*/x${at}*`).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const pattern of waiting) await house.call('block', { pattern });
    }),
  );
  expect(await house.call('testBlocked', { url: 'https://a.site499.example/b/x499y' })).toMatchObject({
    blocked: true,
    pattern: '*.site499.example/*/x499*',
  });
  expect((await house.call('blocked')).count).toBe(500);
});

const DEEP = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
const listOf = (name: string, length: number) =>
  JSON.stringify({ [name]: Array.from({ length }, (_, at) => `x${at}`) });

const REFUSED: readonly (readonly [method: string, path: string, body: string])[] = [
  ['PATCH', '/api/v1/pages/1', DEEP],
  ['PATCH', '/api/v1/pages/1', listOf('tags', 100_000)],
  ['PATCH', '/api/v1/pages/1.5', '{"note":"a"}'],
  ['PATCH', '/api/v1/pages/-1', '{"note":"a"}'],
  ['PATCH', '/api/v1/pages/999999', '{"note":"a"}'],
  ['DELETE', '/api/v1/pages/999999', ''],
  ['DELETE', '/api/v1/pages/x', ''],
  ['POST', '/api/v1/tags/merge', DEEP],
  ['POST', '/api/v1/tags/merge', `{"into":"a",${listOf('from', 100_000).slice(1)}`],
  ['POST', '/api/v1/tags/merge', '{"from":[],"into":"a"}'],
  ['POST', '/api/v1/tags/merge', '{"from":["a"],"into":" "}'],
  ['POST', '/api/v1/tags/suggest', DEEP],
  ['POST', '/api/v1/tags/suggest', '{"title":" "}'],
  ['POST', '/api/v1/tags/suggest', '{"url":"javascript:1"}'],
  ['POST', '/api/v1/search/target', DEEP],
  ['POST', '/api/v1/search/target', '{"query":"a","initial_limit":0}'],
  ['POST', '/api/v1/search/target', '{"query":"a","expanded_limit":1e9}'],
  ['POST', '/api/v1/images/search', DEEP],
  ['POST', '/api/v1/images/search', `{"query":"a",${listOf('formats', 10_000).slice(1)}`],
  ['POST', '/api/v1/images/search', '{"query":"a","min_width":-1}'],
  ['POST', '/api/v1/images/search', '{"query":"a","page_id":"1"}'],
  ['GET', '/api/v1/images/999999/thumbnail', ''],
  ['GET', '/api/v1/images/1e3/thumbnail', ''],
  ['GET', '/api/v1/tags?limit=0', ''],
  ['GET', '/api/v1/tags?limit=1001', ''],
  ['POST', '/api/v1/blocked-domains', DEEP],
  ['POST', '/api/v1/blocked-domains', '{"pattern":["a.example"]}'],
  ['DELETE', '/api/v1/blocked-domains', ''],
  ['DELETE', '/api/v1/blocked-domains?pattern=a.example', ''],
  ['GET', '/api/v1/blocked-domains/test', ''],
];

test('every bad request to them is refused in a sentence, and nothing is kept', async () => {
  const house = await emptyHouse();
  const headers = { authorization: 'Bearer key-of-the-house', 'content-type': 'application/json' };
  for (const [method, path, body] of REFUSED) {
    const answered = await ask(house.port, {
      method,
      path,
      headers,
      token: null,
      ...(body !== '' && { body }),
    });
    const { message } = refusalOf(answered);
    expect([path, answered.status >= 400 && answered.status < 500, message]).toEqual([
      path,
      true,
      expect.stringMatching(/^[^\n]{10,300}\.$/),
    ]);
    expect(message).not.toMatch(/invalid input|zod|undefined|\[object|SQL/i);
  }
  expect(house.errors).toEqual([]);
  expect((await house.call('list')).total_count).toBe(0);
});
