import 'fake-indexeddb/auto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Answer } from '../ui/ask-question.ts';
import { answerKey } from '../ui/answer-key.ts';
import { EVERYTHING } from '../ui/search-narrowing.ts';
import { callDaemon } from './call-daemon.ts';
import { dropConnection, keepConnection } from './connection.ts';
import { clearPopupCache } from './clear-popup-cache.ts';
import { PopupCache } from './popup-cache.ts';

// Stands in for the browser's own interfaces, as WXT's test plugin does.
vi.mock('wxt/browser', async () => ({ browser: (await import('wxt/testing/fake-browser')).fakeBrowser }));

const MEMORY = '2418 2026-11-21T11:58:00Z';
const HOUR = 60 * 60 * 1_000;

let cache: PopupCache;
let now: number;

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  now = 0;
  cache = new PopupCache(() => now);
});
afterEach(() => cache.close());

function keyOf(question: string): string {
  return answerKey(question, EVERYTHING);
}

function answerTo(query: string): Answer {
  return { kind: 'pictures', found: { query, results: [], count: 0, total: 0, took_ms: 1 } };
}

async function keep(question: string): Promise<void> {
  now += 1;
  await cache.keep(keyOf(question), MEMORY, answerTo(question));
}

async function painted(question: string, memory = MEMORY): Promise<string> {
  const kept = await cache.read(keyOf(question), memory);
  return kept === null ? 'nothing' : `${kept.exact ? 'exact' : 'begun'}: ${kept.answer.found.query}`;
}

test('the same question, and its beginning, find the answer again', async () => {
  await keep('will my data survive');
  expect(await painted('  Will  my data SURVIVE ')).toBe('exact: will my data survive');
  expect(await painted('will m')).toBe('begun: will my data survive');
  expect(await painted('my data')).toBe('nothing');
  expect(await painted('will my data survive a power cut')).toBe('nothing');
});

test('another limit is another question', async () => {
  await keep('power cut');
  expect(await cache.read(answerKey('power cut', { ...EVERYTHING, lookIn: 'code' }), MEMORY)).toBeNull();
  expect(await cache.read(answerKey('power cut', { ...EVERYTHING, tags: ['a'] }), MEMORY)).toBeNull();
});

test('an answer of another memory is not shown, and goes as soon as that memory is met', async () => {
  await keep('power cut');
  expect(await painted('power cut', '2417 2026-11-21T11:58:00Z')).toBe('nothing');
  expect(await painted('power cut')).toBe('exact: power cut');
  await cache.keepOnly(MEMORY);
  expect(await painted('power cut')).toBe('exact: power cut');
  await cache.keepOnly('2417 2026-11-21T11:58:00Z');
  expect(await painted('power cut')).toBe('nothing');
});

test('an answer is kept for a day', async () => {
  await keep('power cut');
  now = 23 * HOUR;
  expect(await painted('power cut')).toBe('exact: power cut');
  now = 25 * HOUR;
  expect(await painted('power cut')).toBe('nothing');
  await cache.keepOnly(MEMORY);
  now = 0;
  expect(await painted('power cut')).toBe('nothing');
});

test('the oldest make room for the newest', async () => {
  for (let n = 0; n < 65; n++) await keep(`question ${n}.`);
  expect(await painted('question 4.')).toBe('nothing');
  expect(await painted('question 5.')).toBe('exact: question 5.');
  expect(await painted('question 64.')).toBe('exact: question 64.');
});

test.for([
  ['clearing', clearPopupCache],
  ['connecting to an app', () => keepConnection({ port: 7410, client_id: 'b', token: 'b' })],
  ['disconnecting', dropConnection],
] as const)('%s leaves no word behind', async ([, act]) => {
  await keep('power cut');
  await act();
  expect(await painted('power cut')).toBe('nothing');
});

test('forgetting and blocking leave no word behind; asking and a refusal do not matter', async () => {
  const blocked = { pattern: '*.a.example', description: null, added: true, kept_pages: 0 };
  let answer: { status: number; data: unknown } = { status: 200, data: blocked };
  const server = createServer((_request, response) => {
    const body =
      answer.status === 200
        ? { success: true, data: answer.data }
        : { success: false, error: { code: 'bad-input', message: 'No.' }, timestamp: '' };
    response.writeHead(answer.status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await keepConnection({ port: (server.address() as AddressInfo).port, client_id: 'a', token: 'a' });

  await keep('power cut');
  answer = { status: 400, data: null };
  await callDaemon('block', { pattern: '?' });
  answer = { status: 200, data: { tags: [], count: 0, total: 0 } };
  await callDaemon('tags', {});
  expect(await painted('power cut')).toBe('exact: power cut');

  answer = { status: 200, data: blocked };
  await callDaemon('block', { pattern: '*.a.example' });
  expect(await painted('power cut')).toBe('nothing');

  await keep('power cut');
  const counts = { pages: 1, passages: 1, vectors: 1, images: 0, versions: 0, removed_count: 1 };
  answer = { status: 200, data: { receipt_id: 'R1', checked: false, ...counts } };
  expect(await callDaemon('forgetMany', { url: 'https://a.example/' })).toMatchObject({ pages: 1 });
  expect(await painted('power cut')).toBe('nothing');
  await new Promise((resolve) => server.close(resolve));
});

test('where the browser keeps nothing, nothing is painted and nothing fails', async () => {
  await cache.close();
  await keep('power cut');
  await cache.keepOnly(MEMORY);
  expect(await painted('power cut')).toBe('nothing');
  cache = new PopupCache();
});
