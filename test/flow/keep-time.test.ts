// How long pages stay, over HTTP through the real rooms: days, sessions, pins, and a clock that somebody sets.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LookupAnswer, MemoryList } from '../../shared/contract/memory.ts';
import type { ListedPage, SavedPage } from '../../shared/contract/page.ts';
import type { SearchAnswer } from '../../shared/contract/passage.ts';
import type { ClearedTemp, ExpiringList } from '../../shared/contract/retention-endpoints.ts';
import { SCOPES } from '../../shared/contract/pairing.ts';
import { SESSION_HEADER } from '../../shared/contract/version.ts';
import { addToken } from '../../daemon/store/tokens.ts';
import { ask, openDoor, PAIRED_ORIGIN, refusalOf } from '../attacks/open-door.ts';
import type { OpenDoor } from '../attacks/open-door.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { openMemory } from '../open-memory.ts';
import type { Memory } from '../open-memory.ts';

const DAY = 86_400_000;
const START = Date.UTC(2027, 0, 1, 12);

let folder: string;
let memory: Memory;
let door: OpenDoor;

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());
beforeEach(async () => {
  vi.setSystemTime(START);
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<void> {
  memory = await openMemory({ folder, embedder: openFakeEmbedder() });
  door = await openDoor({ rooms: memory.rooms });
}

/** The door's clients as the store knows them. */
async function letIn(...names: string[]): Promise<void> {
  const token = { scopes: SCOPES, reach: null, origin: null, created_at: 0, last_used_at: null };
  for (const name of names) await addToken(memory.store, { ...token, client_id: name, name, hash: name });
}

async function close(): Promise<void> {
  await door.close();
  await memory.close();
}

interface Caller {
  readonly token?: string;
  readonly session?: string;
}

function send(method: string, path: string, body?: object, { token = 'script', session }: Caller = {}) {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token === 'extension' && { origin: PAIRED_ORIGIN }),
    ...(session !== undefined && { [SESSION_HEADER]: session }),
  };
  return ask(door.port, {
    method,
    path,
    token,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function get<T>(path: string, method = 'GET', body?: object, caller: Caller = {}): Promise<T> {
  const { status, text } = await send(method, path, body, caller);
  expect([status, text]).toEqual([200, expect.any(String)]);
  return (JSON.parse(text) as { data: T }).data;
}

const at = (days: number) => vi.setSystemTime(START + days * DAY);
const capture = (name: string, retention_policy?: string, caller: Caller = {}, words = name) =>
  get<SavedPage>(
    '/api/v1/capture?wait=embedded',
    'POST',
    {
      url: `https://notes.example/${name}`,
      html: `<title>${name}</title><main><p>The page about ${words} and how it grows in the garden.</p></main>`,
      retention_policy,
    },
    caller,
  );
const kept = async () =>
  (await get<MemoryList>('/api/v1/memory?sort=oldest')).content.map(({ title }) => title);
const found = async (query: string) =>
  (await get<SearchAnswer>('/api/v1/search', 'POST', { query })).results.map(({ title }) => title);
const expiring = (query = '') => get<ExpiringList>(`/api/v1/memory/expired${query}`);
const sweep = () => get<{ removed_count: number }>('/api/v1/memory/expired', 'DELETE');
const clearTemp = (caller: Caller = {}, body: object = {}) =>
  get<ClearedTemp>('/api/v1/memory/temp', 'DELETE', body, caller);
const rows = (table: string) =>
  memory.store.database.prepare<[], number>(`select count(*) from ${table}`).pluck().get();

describe('days', () => {
  test('count from when the page was remembered last, and end at their moment for lists, look-ups and searches', async () => {
    const { page_id } = await capture('olives', '7_days');
    await capture('figs');
    at(6);
    expect(await capture('olives')).toMatchObject({ status: 'unchanged', retention_policy: '7_days' });
    at(13 - 1 / DAY);
    expect(await kept()).toEqual(['figs', 'olives']);
    expect(await found('olives')).toContain('olives');
    expect((await get<ListedPage>(`/api/v1/pages/${page_id}`)).expires_at).toBe(
      new Date(START + 13 * DAY).toISOString(),
    );
    at(13);
    expect(await kept()).toEqual(['figs']);
    expect(await found('olives')).not.toContain('olives');
    expect(await get<LookupAnswer>('/api/v1/pages/lookup?url=https://notes.example/olives')).toMatchObject({
      found: false,
    });
    expect((await send('GET', `/api/v1/pages/${page_id}`)).status).toBe(404);
    expect((await send('GET', `/api/v1/pages/${page_id}/markdown`)).status).toBe(404);
    expect(rows('pages')).toBe(2);
  });

  test('that are over are said before the sweep takes the page, and those that will be, too', async () => {
    await capture('olives', '7_days');
    await capture('figs', '9_days');
    at(8);
    expect((await expiring()).pages).toMatchObject([{ title: 'olives', retention_policy: '7_days' }]);
    expect((await expiring('?within_days=1')).count).toBe(2);
    expect(await sweep()).toMatchObject({ removed_count: 1, receipt_id: expect.any(String) });
    expect(await sweep()).toEqual({ removed_count: 0, receipt_id: null });
    expect([rows('pages'), await kept()]).toEqual([1, ['figs']]);
    expect((await memory.index.listIndexed()).map(({ page_id }) => page_id)).not.toContain(1);
  });

  test('begin anew with a page that is remembered after they were over: nothing of the old one comes back', async () => {
    const first = await capture('olives', '7_days');
    await get(`/api/v1/pages/${first.page_id}`, 'PATCH', { note: 'mine', tags: ['old'] });
    at(9);
    const again = await capture('olives', 'session_only');
    expect(again).toMatchObject({ status: 'stored', retention_policy: 'session_only' });
    expect(again.page_id).not.toBe(first.page_id);
    expect(await get<ListedPage>(`/api/v1/pages/${again.page_id}`)).toMatchObject({ tags: [], note: null });
  });

  test('a weaker wish never shortens a stronger one, and the answer says so', async () => {
    await capture('olives', '30_days');
    const weaker = await capture('olives', '7_days');
    expect(weaker).toMatchObject({
      retention_policy: '30_days',
      notice: expect.stringContaining('for 30 days'),
    });
    expect(await capture('olives', 'permanent')).not.toHaveProperty('notice');
    expect((await capture('olives', '30_days', {}, 'oil')).notice).toContain('stays for good');
  });

  test('of a pinned page do not end it; they begin when it is let go', async () => {
    const { page_id } = await capture('olives', '7_days');
    await get(`/api/v1/pages/${page_id}`, 'PATCH', { pinned: true });
    at(20);
    expect(await capture('olives', '7_days')).toMatchObject({ status: 'unchanged' });
    await sweep();
    expect(await get<ListedPage>(`/api/v1/pages/${page_id}`)).toMatchObject({
      pinned: true,
      expires_at: null,
    });
    const loose = await get<ListedPage>(`/api/v1/pages/${page_id}`, 'PATCH', { pinned: false });
    expect(loose.expires_at).toBe(new Date(START + 27 * DAY).toISOString());
  });

  test.each([
    ['POST', '/api/v1/capture', { url: 'https://a.example/', html: 'x', retention_policy: '0_days' }],
    ['POST', '/api/v1/capture', { url: 'https://a.example/', html: 'x', retention_policy: '3651_days' }],
    ['POST', '/api/v1/capture', { url: 'https://a.example/', html: 'x', retention_policy: '07_days' }],
    ['PATCH', '/api/v1/pages/1', { retention_policy: 'forever' }],
    ['PATCH', '/api/v1/pages/1', { pinned: 'yes' }],
    ['GET', '/api/v1/memory/expired?within_days=3651', undefined],
    ['GET', '/api/v1/memory/expired?within_days=soon', undefined],
    ['DELETE', '/api/v1/memory/temp', { all: 'everything' }],
  ])('%s %s with %j is refused with a sentence', async (method, path, body) => {
    await capture('olives');
    const answered = await send(method, path, body);
    expect([answered.status, refusalOf(answered).code]).toEqual([400, 'bad-input']);
    expect(await kept()).toEqual(['olives']);
  });
});

describe('a clock that is set', () => {
  test('back brings nothing back and takes nothing', async () => {
    await capture('olives', '7_days');
    await capture('figs', '30_days');
    at(8);
    expect(await kept()).toEqual(['figs']);
    at(-300);
    expect(await kept()).toEqual(['figs']);
    expect(await found('olives')).not.toContain('olives');
    expect(await sweep()).toMatchObject({ removed_count: 1 });
    await capture('plums', '1_days');
    expect(await kept()).toEqual(['plums', 'figs']);
    await close();
    await open();
    expect(await sweep()).toMatchObject({ removed_count: 0 });
    expect(await kept()).toEqual(['plums', 'figs']);
  });

  test('back lets a page that changed be updated all the same', async () => {
    await capture('olives');
    at(-300);
    expect(await capture('olives', undefined, {}, 'oil')).toMatchObject({ status: 'updated' });
    expect(await found('oil')).toEqual(['olives']);
  });

  test('far ahead takes nothing before a day has shown that it is right', async () => {
    await capture('olives', '7_days');
    at(400);
    expect(await kept()).toEqual([]);
    expect(await sweep()).toMatchObject({ removed_count: 0 });
    at(1);
    expect(await kept()).toEqual(['olives']);
    at(400);
    await sweep();
    at(401);
    expect(await sweep()).toMatchObject({ removed_count: 1 });
  });
});

describe('a session', () => {
  const browser = { token: 'extension' };

  test('belongs to its client and takes its own pages alone', async () => {
    await capture('olives', 'session_only');
    await capture('figs', 'session_only', browser);
    await capture('plums', 'session_only', browser);
    await capture('plums', 'session_only');
    await capture('pears', undefined, browser);
    const first = await clearTemp(browser);
    expect(first.removed_count).toBe(1);
    expect(await kept()).toEqual(['olives', 'plums', 'pears']);
    expect(await clearTemp(browser)).toMatchObject({ removed_count: 0 });
    expect((await clearTemp()).session_id).not.toBe(first.session_id);
    expect(await kept()).toEqual(['pears']);
    expect(await found('figs')).not.toContain('figs');
  });

  test('survives a restart, and one that was cut off while it ended goes on ending', async () => {
    await letIn('script');
    await capture('olives', 'session_only');
    await close();
    await open();
    expect(await kept()).toEqual(['olives']);
    memory.store.database.exec('update sessions set ended_at = 1');
    await capture('figs', 'session_only');
    await sweep();
    expect(await kept()).toEqual(['figs']);
  });

  test('that a client named is apart from its others', async () => {
    await capture('olives', 'session_only', { session: 'one' });
    await capture('figs', 'session_only', { session: 'two' });
    expect(await clearTemp({ session: 'one' })).toMatchObject({ removed_count: 1 });
    expect(await kept()).toEqual(['figs']);
    await capture('plums', 'session_only');
    expect(await get('/api/v1/session', 'DELETE', {}, { session: 'two' })).toMatchObject({
      removed_count: 1,
    });
    expect(await kept()).toEqual(['plums']);
    const unnamed = await send('DELETE', '/api/v1/session', {});
    expect([unnamed.status, refusalOf(unnamed).message]).toEqual([
      400,
      'Name the session in X-Pagekeep-Session.',
    ]);
    const answered = await send('DELETE', '/api/v1/memory/temp', {}, { session: 'no spaces' });
    expect([answered.status, refusalOf(answered).code]).toEqual([400, 'bad-input']);
  });

  test('of everybody ends where that is asked for; what was kept for longer or pinned meanwhile stays', async () => {
    await capture('olives', 'session_only');
    await capture('figs', 'session_only', browser);
    const pinned = await capture('plums', 'session_only', browser);
    await get(`/api/v1/pages/${pinned.page_id}`, 'PATCH', { pinned: true });
    const longer = await capture('pears', 'session_only');
    await get(`/api/v1/pages/${longer.page_id}`, 'PATCH', { retention_policy: '7_days' });
    expect(await clearTemp({}, { all: true })).toMatchObject({ removed_count: 2 });
    expect(await kept()).toEqual(['plums', 'pears']);
  });

  test('whose client is gone without a word ends some days later; one in which somebody still asks does not', async () => {
    await letIn('script');
    const alive = { session: 'alive' };
    await capture('olives', 'session_only', { session: 'killed' });
    await capture('figs', 'session_only', alive);
    at(2);
    await get('/api/v1/memory', 'GET', undefined, alive);
    at(4);
    await sweep();
    expect(await kept()).toEqual(['figs']);
  });

  test('ends with the token of its client', async () => {
    await letIn('script', 'extension');
    await capture('olives', 'session_only', browser);
    await capture('figs', 'session_only');
    await get('/api/v1/tokens', 'DELETE', { client_id: 'extension' });
    expect(await kept()).toEqual(['figs']);
  });
});
