// What a person changes of kept pages, over HTTP through the real rooms: searches see it at once, and it outlives captures.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fc } from '../seeded-fast-check.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemoryList } from '../../shared/contract/memory.ts';
import type { ListedPage } from '../../shared/contract/page.ts';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import type { MergeAnswer, SuggestAnswer, TagList } from '../../shared/contract/tag.ts';
import { ask, openDoor, refusalOf } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { keepPage } from '../fakes/keep-page.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let memory: Memory;
let door: OpenDoor;

beforeAll(async () => {
  memory = await openMemory({ folder, embedder: openFakeEmbedder() });
  door = await openDoor({ rooms: memory.rooms });
});
afterAll(async () => {
  await door.close();
  await memory.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { content } = await get<MemoryList>('/api/v1/memory');
  for (const { page_id } of content) await send('DELETE', `/api/v1/pages/${page_id}`);
});

const JSON_BODY = { 'content-type': 'application/json' };

async function send(method: string, path: string, body?: object) {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_BODY };
  return ask(door.port, { method, path, ...json });
}

async function get<T>(path: string, method = 'GET', body?: object): Promise<T> {
  const answered = await send(method, path, body);
  expect([answered.status, answered.text]).toEqual([200, expect.any(String)]);
  return (JSON.parse(answered.text) as { data: T }).data;
}

const edit = (id: number, change: object) => get<ListedPage>(`/api/v1/pages/${id}`, 'PATCH', change);
const merge = (from: unknown, into: string) => get<MergeAnswer>('/api/v1/tags/merge', 'POST', { from, into });
const suggest = (request: object) => get<SuggestAnswer>('/api/v1/tags/suggest', 'POST', request);
const page = (title: string, text: string) =>
  `<html lang="en"><title>${title}</title><main><h1>${title}</h1><p>${text}</p></main></html>`;
const tagsOf = async (id: number) => (await get<ListedPage>(`/api/v1/pages/${id}`)).tags;

async function found(query: string, more: object = {}): Promise<number[]> {
  const answer = await get<SearchAnswer>('/api/v1/search', 'POST', { query, ...more });
  return answer.results.map(({ page_id }) => page_id);
}

async function refused(method: string, path: string, body?: object): Promise<[number, string, string]> {
  const answered = await send(method, path, body);
  const { code, message } = refusalOf(answered);
  return [answered.status, code, message];
}

describe('a page that a person changes', () => {
  test('has the tags, the note and the retention as given, and is found by them at once', async () => {
    const id = await keepPage(memory, 'wal', ['Logs.'], {
      tags: ['old', 'kept'],
      note: 'first',
      captured_at: Date.now(),
    });
    const changed = await edit(id, { tags: ['B', 'a', 'b'], note: ' two ', retention_policy: '7_days' });
    expect(changed).toMatchObject({ tags: ['B', 'a'], note: ' two ', retention_policy: '7_days' });
    expect(await found('logs', { tags: ['A'] })).toEqual([id]);
    expect(await found('logs', { tags: ['old'] })).toEqual([]);
    expect(await found('logs', { retention_policy: '7_days' })).toEqual([id]);
    expect(await edit(id, { note: '', tags: [] })).toMatchObject({ note: null, tags: [] });
    expect((await refused('PATCH', `/api/v1/pages/${id}`, { tag: ['x'] })).slice(0, 2)).toEqual([
      400,
      'bad-input',
    ]);
  });

  test('keeps a weaker retention through later captures that say nothing about it', async () => {
    const id = await keepPage(memory, 'wal', ['Logs.'], { retention_policy: 'permanent' });
    await edit(id, { retention_policy: '3_days' });
    const html = page('Logs', 'Logs that changed since.');
    await get('/api/v1/capture', 'POST', { url: 'https://notes.example/wal', html });
    expect(await get<ListedPage>(`/api/v1/pages/${id}`)).toMatchObject({ retention_policy: '3_days' });
  });

  test('is found under its new title at once and by meaning soon, and still under its own', async () => {
    const id = await keepPage(memory, 'Inscrutable', ['Logs.', 'More logs.']);
    expect(await edit(id, { title: 'Elephants' })).toMatchObject({ title: 'Elephants' });
    expect(await found('elephants', { mode: 'keyword' })).toEqual([id]);
    expect(await found('inscrutable', { mode: 'keyword' })).toEqual([id]);
    await memory.publisher.idle();
    const { passages, vectors } = await memory.index.metrics();
    expect([passages, vectors]).toEqual([2, 2]);
    const [first] = (await memory.search({ query: 'Elephants Logs.', mode: 'semantic' })).results;
    expect(first?.similarity_score).toBeGreaterThan(0.99);
  });

  test('keeps the title a person gave through later captures, until it is given its own back', async () => {
    const url = 'https://notes.example/titled';
    const capture = (title: string, text: string) =>
      get<{ page_id: number; title: string }>('/api/v1/capture', 'POST', { url, html: page(title, text) });
    const { page_id: id } = await capture('Their title', 'The first text of it.');
    await edit(id, { title: 'My title' });
    expect(await capture('Newer title', 'The second text of it.')).toMatchObject({ title: 'My title' });
    expect(await found('newer title second', { mode: 'keyword' })).toEqual([id]);
    expect(await edit(id, { title: '  ' })).toMatchObject({ title: 'Newer title' });
    expect(await found('my', { mode: 'keyword' })).toEqual([]);
    expect(await capture('Newest title', 'The third text of it.')).toMatchObject({ title: 'Newest title' });
  });

  test('is found by its new words by the very next question, each time it is captured', async () => {
    const url = 'https://notes.example/often';
    const atOnce = memory.index.indexPage.bind(memory.index);
    vi.spyOn(memory.index, 'indexPage').mockImplementation(async (...given) => {
      await setTimeout(50);
      return atOnce(...given);
    });
    for (const word of ['amber', 'birch', 'cedar']) {
      const html = page('Often', `Today it is ${word}.`);
      const { page_id } = await get<{ page_id: number }>('/api/v1/capture', 'POST', { url, html });
      expect(await found(word, { mode: 'keyword' })).toEqual([page_id]);
    }
  });

  test('is as it was when one of the changes cannot be made', async () => {
    const id = await keepPage(memory, 'wal', ['Logs.'], { tags: ['kept'], note: 'first' });
    const tags = Array.from({ length: 101 }, (_, at) => `t${at}`);
    expect((await refused('PATCH', `/api/v1/pages/${id}`, { note: 'second', tags }))[1]).toBe('too-long');
    expect(await get<ListedPage>(`/api/v1/pages/${id}`)).toMatchObject({ tags: ['kept'], note: 'first' });
  });

  test('is gone once forgotten by its number, and a number that no page has is a 404', async () => {
    const id = await keepPage(memory, 'wal', ['Logs.'], { tags: ['kept'] });
    expect(await get(`/api/v1/pages/${id}`, 'DELETE')).toMatchObject({
      pages: 1,
      removed_count: 1,
      vectors: 1,
    });
    expect(await found('logs')).toEqual([]);
    const gone = [404, 'not-found', `There is no page with the number ${id}.`];
    expect(await refused('DELETE', `/api/v1/pages/${id}`)).toEqual(gone);
    expect(await refused('PATCH', `/api/v1/pages/${id}`, { note: 'x' })).toEqual(gone);
    expect((await refused('DELETE', '/api/v1/pages/1.5'))[0]).toBe(404);
    expect((await refused('DELETE', '/api/v1/pages/x'))[0]).toBe(400);
  });
});

describe('tags', () => {
  test('are counted by pages under their most common spelling, by prefix too', async () => {
    await keepPage(memory, 'a', ['A.'], { tags: ['sqlite', 'Ärger'] });
    await keepPage(memory, 'b', ['B.'], { tags: ['SQLite', '100%_'] });
    await keepPage(memory, 'c', ['C.'], { tags: ['SQLite', '1001'] });
    const all = await get<TagList>('/api/v1/tags');
    expect(all.tags[0]).toEqual({ tag: 'SQLite', pages: 3 });
    expect([all.count, all.total]).toEqual([4, 4]);
    const names = async (query: string) =>
      (await get<TagList>(`/api/v1/tags?${query}`)).tags.map(({ tag }) => tag);
    expect(await names('prefix=SQL')).toEqual(['SQLite']);
    expect(await names('prefix=%C3%A4')).toEqual(['Ärger']);
    expect(await names('prefix=A%CC%88R')).toEqual(['Ärger']);
    expect(await names('prefix=100%25')).toEqual(['100%_']);
    expect(await names('prefix=_')).toEqual([]);
    expect(await get<TagList>('/api/v1/tags?limit=1')).toMatchObject({ count: 1, total: 4 });
  });

  test('merged stand once, where the first of them stood, and searches see it at once', async () => {
    const a = await keepPage(memory, 'a', ['Logs.'], { tags: ['x', 'db', 'y', 'database'] });
    const b = await keepPage(memory, 'b', ['Logs.'], { tags: ['Database', 'z'] });
    const c = await keepPage(memory, 'c', ['Logs.'], { tags: ['databases'] });
    expect(await merge(['DB', 'database', 'nowhere'], 'Databases')).toEqual({ into: 'Databases', pages: 2 });
    expect([await tagsOf(a), await tagsOf(b)]).toEqual([
      ['x', 'Databases', 'y'],
      ['Databases', 'z'],
    ]);
    expect(new Set(await found('logs', { tags: ['databases'] }))).toEqual(new Set([a, b, c]));
    expect(await found('logs', { tags: ['db'] })).toEqual([]);
    expect(await merge(['nowhere'], 'anything')).toMatchObject({ pages: 0 });
  });

  test('are renamed in case alone, and stay where they stand', async () => {
    const id = await keepPage(memory, 'a', ['Logs.'], { tags: ['x', 'sqlite', 'y'] });
    expect(await merge('SQLITE', 'SQLite')).toEqual({ into: 'SQLite', pages: 1 });
    expect(await tagsOf(id)).toEqual(['x', 'SQLite', 'y']);
    expect(await merge(['x', 'SQLite', 'y'], 'X')).toMatchObject({ pages: 1 });
    expect(await tagsOf(id)).toEqual(['X']);
  });

  test('a page with all the tags it can have takes part in a merge', async () => {
    const tags = Array.from({ length: 100 }, (_, at) => `t${at}`);
    const id = await keepPage(memory, 'a', ['Logs.'], { tags });
    await merge(['t50'], 'fifty');
    expect(await tagsOf(id)).toEqual(tags.with(50, 'fifty'));
  });

  test('are suggested from the nearest pages, without those the page has', async () => {
    await keepPage(memory, 'a', ['Press the olives cold before the frost.'], { tags: ['olives', 'oil'] });
    await keepPage(memory, 'b', ['Cold pressed olives keep in the dark.'], { tags: ['olives'] });
    await keepPage(memory, 'c', ['Trams in Lisbon climb seven hills.'], { tags: ['trams'] });
    const url = 'https://notes.example/d';
    await keepPage(memory, 'd', ['When to press olives: cold, before frost.'], { tags: ['Oil'] });
    const { suggestions } = await suggest({ text: 'press olives cold' });
    expect(suggestions.map(({ tag }) => tag)).toEqual(['Oil', 'olives']);
    expect(suggestions.map(({ pages }) => pages)).toEqual([2, 2]);
    for (const { score } of suggestions) expect(score > 0 && score <= 1).toBe(true);
    expect((await suggest({ url })).suggestions.map(({ tag }) => tag)).toEqual(['olives']);
    expect((await suggest({ text: 'press olives cold', limit: 1 })).suggestions).toHaveLength(1);
    expect((await suggest({ url: 'https://trams.example/lisbon/hills', limit: 5 })).suggestions).toEqual([
      expect.objectContaining({ tag: 'trams' }),
    ]);
    for (const nothing of [{}, { title: ' ' }, { text: '\n', title: '' }])
      expect((await refused('POST', '/api/v1/tags/suggest', nothing)).slice(0, 2)).toEqual([
        400,
        'bad-input',
      ]);
    expect((await refused('POST', '/api/v1/tags/suggest', { url: 'mailto:a@b' }))[1]).toBe('url-invalid');
    expect((await suggest({ text: '!?' })).suggestions).toEqual([]);
  });
});

test('the list is narrowed by all its facets together and says how a page begins', async () => {
  const long = 'A log 👍 '.repeat(100);
  const id = await keepPage(memory, 'a', [long], { tags: ['db'], language: 'en-GB', markdown: 'Ä' });
  await keepPage(memory, 'b', ['B.'], { tags: ['db'], language: 'de' });
  await keepPage(memory, 'c', ['C.'], { tags: ['db'], language: 'enq', retention_policy: '7_days' });
  const asked = 'tag=DB&domain=notes.example&language=EN-us&filter=permanent&since=2026-01-01&sort=title';
  const { content, total_count } = await get<MemoryList>(`/api/v1/memory?${asked}`);
  expect([total_count, content.map(({ page_id }) => page_id)]).toEqual([1, [id]]);
  expect(content[0]?.snippet).toMatch(/^A log 👍 A log/u);
  expect(content[0]?.snippet?.length).toBeLessThanOrEqual(240);
  expect(content[0]?.snippet?.isWellFormed()).toBe(true);
  expect(content[0]?.bytes).toBe(2);
  expect((await get<MemoryList>('/api/v1/memory?language=fr')).total_count).toBe(0);
});

test('the memory is counted by retention, language and site', async () => {
  await keepPage(memory, 'a', ['A.'], { tags: ['x', 'Y'], language: 'en', domain: 'a.example' });
  await keepPage(memory, 'b', ['B.'], {
    tags: ['y'],
    language: null,
    domain: 'a.example',
    retention_policy: '7_days',
  });
  await keepPage(memory, 'c', ['C.'], { language: 'en', domain: 'b.example', images: [] });
  expect(await get('/api/v1/stats')).toMatchObject({
    total_pages: 3,
    total_images: 2,
    total_thumbnails: 0,
    total_tags: 2,
    by_retention: [
      { name: 'permanent', pages: 2 },
      { name: '7_days', pages: 1 },
    ],
    by_language: [
      { name: 'en', pages: 2 },
      { name: null, pages: 1 },
    ],
    by_domain: [
      { name: 'a.example', pages: 2 },
      { name: 'b.example', pages: 1 },
    ],
  });
  expect(await get('/api/v1/domains')).toEqual({
    domains: [
      { domain: 'a.example', page_count: 2 },
      { domain: 'b.example', page_count: 1 },
    ],
    total_domains: 2,
    total_pages: 3,
  });
  await memory.index.sync();
  expect(await get('/api/v1/db/stats')).toMatchObject({
    mode: 'ram',
    using_ram_db: true,
    health: { pending_changes: 0, last_sync_ago_seconds: expect.any(Number), sync_success_rate: 1 },
  });
});

test('any text that may be kept comes back unchanged as tag, note, title and prefix', async () => {
  const id = await keepPage(memory, 'a', ['Logs.'], {});
  const kept = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 60 })
    .filter((text) => text.isWellFormed() && !/[\0\u{E0000}-\u{E007F}]/u.test(text) && text.trim() !== '');
  await fc.assert(
    fc.asyncProperty(kept, kept, async (text, other) => {
      const composed = text.normalize('NFC');
      const edited = await edit(id, { tags: [text], note: text, title: text });
      expect([edited.tags, edited.note, edited.title]).toEqual([[composed], text, text]);
      const list = await get<TagList>(`/api/v1/tags?prefix=${encodeURIComponent(text)}`);
      expect(list.tags).toEqual([{ tag: composed, pages: 1 }]);
      expect(await merge([text], other)).toEqual({ into: other.normalize('NFC'), pages: 1 });
      expect(await tagsOf(id)).toEqual([other.normalize('NFC')]);
    }),
    { numRuns: 40 },
  );
});
