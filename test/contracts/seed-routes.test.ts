// The eighteen routes of the program this one follows, each asked as its documents ask (api/api.py of mcpragcrawl4ai): the
// envelope, the status and the fields of its answers.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { ask } from '../attacks/open-door.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';

const text = expect.any(String) as string;
const count = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
const truth = expect.any(Boolean) as boolean;

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let site: WebSite;
let house: OpenHouse;

beforeAll(async () => {
  site = await openWebSite({
    '/': linkedPage('/', ['/a', '/b']),
    '/a': linkedPage('/a', []),
    '/b': linkedPage('/b', []),
    '/alone': linkedPage('/alone', []),
  });
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
});
afterAll(async () => {
  await house.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(method: string, path: string, body?: unknown) {
  const answered = await ask(house.port, {
    method,
    path: path.replaceAll('SITE', encodeURIComponent(`http://${site.host}`)),
    token: 'key-of-the-house',
    ...(body !== undefined && {
      body: JSON.stringify(body).replaceAll('SITE', `http://${site.host}`),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: answered.status, body: JSON.parse(answered.text) as Record<string, unknown> };
}

const CRAWLED = { url: text, title: text, markdown: text, content_length: count, status_code: 200 };
const STORED = { url: text, title: text, content_preview: text, content_length: count, stored: true };
const DEEP = {
  pages_crawled: 3,
  pages_stored: 3,
  pages_skipped_language: 0,
  pages_failed: 0,
  stored_pages: list,
  skipped_pages: [],
  failed_pages: [],
};
const RESULT = { url: text, title: text, content: text, timestamp: text, tags: list };
const SYNC = { total_syncs: count, total_records_synced: count, failed_syncs: count, pending_changes: count };

// A day with it: what one route keeps, the next ones show.
describe('the seed’s routes answer the seed’s requests with its fields', { shuffle: false }, () => {
  test.each<[string, string, unknown, unknown]>([
    ['GET', '/api/v1/help', undefined, { tools: list, api_info: expect.any(Object) }],
    [
      'GET',
      '/api/v1/status',
      undefined,
      { components: expect.objectContaining({ crawl4ai: expect.any(Object) }) },
    ],
    ['POST', '/api/v1/crawl', { url: 'SITE/' }, CRAWLED],
    [
      'POST',
      '/api/v1/crawl/store',
      { url: 'SITE/a', tags: 'python, docs', retention_policy: 'permanent' },
      { ...STORED, retention_policy: 'permanent' },
    ],
    [
      'POST',
      '/api/v1/crawl/temp',
      { url: 'SITE/alone', tags: '' },
      { ...STORED, retention_policy: 'session_only' },
    ],
    ['DELETE', '/api/v1/memory/temp', undefined, { removed_count: 1, session_id: text }],
    [
      'POST',
      '/api/v1/crawl/deep/store',
      {
        url: 'SITE/',
        max_depth: 2,
        max_pages: 10,
        include_external: false,
        score_threshold: 0,
        timeout: 600,
        tags: 'site',
        retention_policy: 'permanent',
        wait: true,
      },
      DEEP,
    ],
    [
      'POST',
      '/api/v1/search',
      { query: 'About /a', limit: 5, tags: 'site' },
      { query: 'About /a', results: expect.arrayContaining([expect.objectContaining(RESULT)]), count },
    ],
    [
      'POST',
      '/api/v1/search/target',
      { query: 'About /a', initial_limit: 5, expanded_limit: 20 },
      {
        results: expect.arrayContaining([expect.objectContaining(RESULT)]),
        discovered_tags: list,
        expansion_used: truth,
        initial_results_count: count,
        expanded_results_count: count,
      },
    ],
    [
      'GET',
      '/api/v1/memory?filter=permanent&limit=100',
      undefined,
      {
        content: expect.arrayContaining([
          expect.objectContaining({
            url: text,
            title: text,
            timestamp: text,
            retention_policy: 'permanent',
            tags: list,
          }),
        ]),
        count: 3,
        total_count: 3,
      },
    ],
    [
      'GET',
      '/api/v1/stats',
      undefined,
      {
        using_ram_db: true,
        total_pages: 3,
        vector_embeddings: count,
        sessions: count,
        database_size_mb: count,
        database_size_bytes: count,
        retention_breakdown: { permanent: 3 },
        recent_activity: list,
        storage_breakdown: { content_mb: count, embeddings_mb: count, metadata_mb: count },
        top_tags: list,
        vec_extension_available: true,
        sync_metrics: expect.objectContaining(SYNC),
      },
    ],
    [
      'GET',
      '/api/v1/db/stats',
      undefined,
      {
        mode: 'ram',
        disk_db_size_mb: count,
        sync_metrics: expect.objectContaining(SYNC),
        health: expect.objectContaining({ pending_changes: count }),
      },
    ],
    [
      'GET',
      '/api/v1/domains',
      undefined,
      {
        domains: [{ domain: expect.stringContaining('127.0.0.1'), page_count: 3 }],
        total_domains: 1,
        total_pages: 3,
      },
    ],
    [
      'POST',
      '/api/v1/blocked-domains',
      { pattern: '*.social.example', description: 'none of it' },
      { pattern: '*.social.example', description: 'none of it' },
    ],
    [
      'GET',
      '/api/v1/blocked-domains',
      undefined,
      {
        blocked_domains: [{ pattern: '*.social.example', description: 'none of it', created_at: text }],
        count: 1,
      },
    ],
    [
      'DELETE',
      '/api/v1/blocked-domains',
      { pattern: '*.social.example', keyword: 'crawl4ai' },
      { pattern: '*.social.example', removed: true },
    ],
    ['DELETE', '/api/v1/memory?url=SITE%2Fa', undefined, { removed_count: 1 }],
  ])('%s %s', async (method, path, body, data) => {
    const answered = await send(method, path, body);
    expect(answered).toMatchObject({ status: 200, body: { success: true, data, timestamp: text } });
  });

  test('GET /health, without a key', async () => {
    const { status, text: body } = await ask(house.port, { path: '/health', token: null });
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'healthy', ready: false }]);
  });

  test('a wrong key is 401, what is not there 404', async () => {
    const stranger = await ask(house.port, { path: '/api/v1/stats', token: 'wrong' });
    expect(stranger.status).toBe(401);
    expect((await send('GET', '/api/v1/nothing')).status).toBe(404);
  });
});
