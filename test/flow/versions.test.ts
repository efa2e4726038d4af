// How pages read before, over HTTP through the real rooms: versions, what changed, and questions about the past.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import type { MemoryList } from '../../shared/contract/memory.ts';
import type { SavedPage } from '../../shared/contract/page.ts';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import type { VersionDiff, VersionList } from '../../shared/contract/version-endpoints.ts';
import { ask, openDoor, refusalOf } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
const embedded: string[] = [];
/** Every test has a page of its own: one that was forgotten does not come back with an old date. */
let nth = 0;
let memory: Memory;
let door: OpenDoor;

beforeAll(async () => {
  const fake = openFakeEmbedder();
  const embedder: Embedder = {
    ...fake,
    embedPassages: (texts) => {
      embedded.push(...texts);
      return fake.embedPassages(texts);
    },
  };
  memory = await openMemory({ folder, embedder });
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
  await memory.publisher.idle();
  embedded.splice(0);
  nth += 1;
});

function send(method: string, path: string, body?: object) {
  const json = {
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  };
  return ask(door.port, { method, path, ...json });
}

async function get<T>(path: string, method = 'GET', body?: object): Promise<T> {
  const { status, text } = await send(method, path, body);
  expect([status, text]).toEqual([200, expect.any(String)]);
  return (JSON.parse(text) as { data: T }).data;
}

/** A passage of its own: long enough that no other is joined to it, and of words that no other has. */
const part = (subject: string) =>
  `<h2>${subject}</h2><p>${Array.from({ length: 30 }, (_, n) => `${subject} ${subject}${'aeiou'[n % 5]}n${n % 7} nowhere`).join(', ')}.</p>`;

async function capture(day: string, subjects: readonly string[], more: object = {}): Promise<SavedPage> {
  const saved = await get<SavedPage>('/api/v1/capture?wait=embedded', 'POST', {
    url: `https://valley.example/trees-${nth}`,
    html: `<html lang="en"><title>Trees</title><main><h1>Trees</h1>${subjects.map(part).join('')}</main></html>`,
    captured_at: `2026-0${day}T10:00:00Z`,
    ...more,
  });
  await memory.publisher.idle();
  return saved;
}

const versions = (id: number) => get<VersionList>(`/api/v1/pages/${id}/versions`);
const days = async (id: number) =>
  (await versions(id)).versions.map(
    ({ captured_at, current }) => captured_at.slice(5, 10) + (current ? '*' : ''),
  );
const diff = (id: number, n: number, query = '') =>
  get<VersionDiff>(`/api/v1/pages/${id}/versions/${n}/diff${query}`);
const headings = (passages: readonly { heading_path: readonly string[] }[]) =>
  passages.map(({ heading_path }) => heading_path.at(-1));
const search = (query: string, more: object = {}) =>
  get<SearchAnswer>('/api/v1/search', 'POST', { query, ...more });
const says = async (query: string, more: object = {}) =>
  /olives|figs|plums|limes|pears/.exec((await search(query, more)).results[0]?.content ?? '')?.[0] ?? null;
const countThen = async (more: object) =>
  (await search('figs', { as_of: '2026-01-10', ...more })).results.length;
const rows = (table: string) =>
  memory.store.database.prepare<[], number>(`select count(*) from ${table}`).pluck().get();

describe('a page that changed', () => {
  test('keeps how it read before, and says what changed passage by passage', async () => {
    const { page_id } = await capture('1-01', ['olives', 'figs', 'plums']);
    await capture('2-01', ['olives', 'pears', 'plums', 'limes']);
    expect(await versions(page_id)).toMatchObject({
      count: 2,
      versions: [
        { version: 2, current: true, captured_at: '2026-02-01T10:00:00.000Z', passages: 4 },
        { version: 1, current: false, captured_at: '2026-01-01T10:00:00.000Z', passages: 3 },
      ],
    });
    const changes = await diff(page_id, 1);
    expect([changes.from.version, changes.to.version]).toEqual([1, 2]);
    expect(changes.counts).toEqual({ added: 2, removed: 1, changed: 0, unchanged: 2 });
    expect([headings(changes.added), headings(changes.removed)]).toEqual([['pears', 'limes'], ['figs']]);
    expect(await diff(page_id, 2)).toEqual(changes);
    expect((await diff(page_id, 2, '?against=2')).counts).toMatchObject({ added: 0, unchanged: 4 });
  });

  test('shares what stayed: only what is new is read by the model, and nothing twice', async () => {
    await capture('1-01', ['olives', 'figs', 'plums', 'limes']);
    expect(embedded).toHaveLength(4);
    await capture('2-01', ['olives', 'pears', 'plums', 'limes']);
    expect(embedded).toHaveLength(5);
    await capture('3-01', ['olives', 'figs', 'plums', 'limes']);
    expect(embedded).toHaveLength(5);
    expect(rows('past_passages')).toBe(2);
    expect(rows('past_passages where vector is null')).toBe(0);
    expect((await memory.index.metrics()).vectors).toBe(4);
  });

  test('says a passage changed where most of its words stayed', async () => {
    const { page_id } = await capture('1-01', ['olives', 'figs']);
    const html = `<html lang="en"><title>Trees</title><main><h1>Trees</h1>${part('olives')}${part('figs').replace('nowhere', 'everywhere')}</main></html>`;
    await capture('2-01', [], { html });
    const { changed, counts } = await diff(page_id, 2);
    expect(counts).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 1 });
    expect(changed[0]?.before).not.toContain('everywhere');
    expect(changed[0]?.after).toContain('everywhere');
  });

  test('that was seen unchanged gains no version', async () => {
    const { page_id } = await capture('1-01', ['olives']);
    await capture('2-01', ['olives']);
    expect(await versions(page_id)).toMatchObject({
      count: 1,
      versions: [{ captured_at: '2026-01-01T10:00:00.000Z', last_seen_at: '2026-02-01T10:00:00.000Z' }],
    });
    expect((await diff(page_id, 1)).counts).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 1 });
  });

  test('keeps ten earlier versions, and what none of them says is gone to the last row', async () => {
    const fruits = [
      'olives',
      'figs',
      'plums',
      'limes',
      'pears',
      'quinces',
      'dates',
      'kiwis',
      'lemons',
      'melons',
    ];
    const all = [...fruits, 'apples', 'cherries'];
    let page = 0;
    for (const [at, fruit] of all.entries())
      page = (await capture(`1-${String(at + 1).padStart(2, '0')}`, ['grapes', fruit])).page_id;
    const kept = await versions(page);
    expect([kept.count, kept.versions.at(-1)?.version]).toEqual([11, 2]);
    expect(rows('past_passages')).toBe(10);
    expect(rows('version_passages')).toBe(20);
  });

  test('is forgotten with all its versions', async () => {
    const { page_id } = await capture('1-01', ['olives']);
    await capture('2-01', ['figs']);
    const receipt = await get<{ versions: number }>(`/api/v1/pages/${page_id}`, 'DELETE');
    expect(receipt.versions).toBe(1);
    expect(['versions', 'past_passages', 'version_passages'].map(rows)).toEqual([0, 0, 0]);
  });
});

describe('a capture that comes late', () => {
  test('becomes a version in its place in time, and the newer page stays', async () => {
    const { page_id } = await capture('1-01', ['olives', 'figs']);
    await capture('3-01', ['olives', 'plums']);
    const late = await capture('2-01', ['olives', 'limes'], { tags: ['late'] });
    expect(late).toMatchObject({
      page_id,
      status: 'unchanged',
      notice: expect.stringContaining('newer copy'),
    });
    expect(await days(page_id)).toEqual(['03-01*', '02-01', '01-01']);
    expect((await diff(page_id, 3)).counts).toMatchObject({ added: 1, removed: 1, unchanged: 1 });
    expect(await says('limes')).not.toBe('limes');
    expect(await says('limes', { as_of: '2026-02-20' })).toBe('limes');
    expect(embedded.filter((text) => text.includes('limes'))).toHaveLength(1);
    expect(rows('past_passages where vector is null')).toBe(0);
    expect((await get<{ tags: string[] }>(`/api/v1/pages/${page_id}`)).tags).toEqual(['late']);
  });

  test('and reads like a neighbour is one more sight of it', async () => {
    const { page_id } = await capture('2-01', ['olives']);
    await capture('4-01', ['figs']);
    await capture('3-01', ['figs']);
    await capture('1-01', ['olives']);
    expect(await days(page_id)).toEqual(['03-01*', '01-01']);
  });

  test('between two sights of one reading is told apart from both', async () => {
    const { page_id } = await capture('1-01', ['olives']);
    await capture('3-01', ['olives']);
    await capture('2-01', ['figs']);
    expect(await days(page_id)).toEqual(['02-01', '01-01*']);
    const asked = ['2026-01-15', '2026-02-15', '2026-03-15'].map((as_of) => says('nowhere', { as_of }));
    expect(await Promise.all(asked)).toEqual(['olives', 'figs', 'olives']);
  });
});

describe('a question about the past', () => {
  test('is answered from what was kept then, by words and by meaning, with the dates of then', async () => {
    const { page_id } = await capture('1-01', ['olives', 'figs']);
    await capture('2-01', ['olives', 'plums']);
    await capture('3-01', ['olives', 'limes']);
    for (const mode of ['hybrid', 'semantic', 'keyword']) {
      expect(await says('figs', { as_of: '2026-01-10', mode })).toBe('figs');
      expect(await says('plums', { as_of: '2026-02-10', mode })).toBe('plums');
      expect(await says('olives', { as_of: '2026-02-10', mode })).toBe('olives');
    }
    expect((await search('figs', { mode: 'keyword' })).results).toEqual([]);
    expect((await search('figs', { as_of: '2026-01-10' })).results[0]).toMatchObject({
      page_id,
      captured_at: '2026-01-01T10:00:00.000Z',
      content: expect.stringContaining('figs'),
      matched_by: ['words', 'meaning'],
    });
    expect((await search('olives', { as_of: '2025-12-31' })).results).toEqual([]);
    expect((await search('"figs figsan0 nowhere"', { as_of: '2026-01-10' })).notice).toBeUndefined();
    expect((await search('olives -figs', { as_of: '2026-01-10' })).results).toEqual([]);
  });

  test('takes filters as any other', async () => {
    await capture('1-01', ['figs'], { tags: ['fruit'] });
    await capture('2-01', ['plums']);
    expect(await countThen({ tags: ['FRUIT'], domain: 'valley.example', language: 'en', kind: 'text' })).toBe(
      1,
    );
    for (const more of [
      { tags: ['other'] },
      { domain: 'hill.example' },
      { language: 'de' },
      { kind: 'code' },
      { since: '2026-01-05' },
      { until: '2025-12-01' },
      { retention_policy: '7_days' },
    ])
      expect([more, await countThen(more)]).toEqual([more, 0]);
  });

  test('is answered with the article as it was, where that is asked for', async () => {
    const { page_id } = await capture('1-01', ['figs']);
    await capture('2-01', ['plums']);
    const article = async (query: string) =>
      (await send('GET', `/api/v1/pages/${page_id}/markdown${query}`)).text;
    expect(await article('?as_of=2026-01-10')).toContain('figs');
    expect(await article('?as_of=2026-01-10&front_matter=1')).toContain(
      'captured: "2026-01-01T10:00:00.000Z"',
    );
    expect(await article('')).toContain('plums');
    expect((await send('GET', `/api/v1/pages/${page_id}/markdown?as_of=2025-01-10`)).status).toBe(404);
  });
});

test.each([
  [400, 'POST', '/api/v1/search', { query: 'figs', as_of: '2031-01-01' }],
  [400, 'POST', '/api/v1/search', { query: 'figs', as_of: 'yesterday' }],
  [400, 'POST', '/api/v1/search', { query: 'figs', as_of: '2026-02-30' }],
  [404, 'GET', '/api/v1/pages/999999/versions', undefined],
  [404, 'GET', '/api/v1/pages/999999/versions/1/diff', undefined],
  [404, 'GET', '/api/v1/pages/ID/versions/7/diff', undefined],
  [404, 'GET', '/api/v1/pages/ID/versions/1/diff?against=7', undefined],
  [400, 'GET', '/api/v1/pages/ID/versions/0/diff', undefined],
  [400, 'GET', '/api/v1/pages/ID/versions/one/diff', undefined],
  [400, 'GET', '/api/v1/pages/ID/versions/1.5/diff', undefined],
  [400, 'GET', '/api/v1/pages/ID/markdown?as_of=2031-01-01', undefined],
])('%i answers %s %s %j', async (status, method, path, body) => {
  const { page_id } = await capture('1-01', ['olives']);
  const answered = await send(method, path.replace('ID', String(page_id)), body);
  expect(answered.status).toBe(status);
  expect(refusalOf(answered).message).toMatch(/[a-z].*\.$/);
});
