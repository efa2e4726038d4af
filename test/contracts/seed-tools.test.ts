// The fifteen tools of the program this one follows, each called as its documents call it (AGENTS.md of mcpragcrawl4ai),
// over stdio: the fields of its answers, and the same data as the route gives.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EndpointName } from '../../shared/contract/endpoints.ts';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { WebSite } from '../fakes/web-site.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));
const text = expect.any(String) as string;
const count = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
const truth = expect.any(Boolean) as boolean;

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let site: WebSite;
let house: OpenHouse;
let agent: Client;

const about = (word: string) => ({
  body: `<p>React hooks, told by way of the ${word}, as one keeps state.</p>`,
});

const ask = async (name: string, given: Readonly<Record<string, unknown>>) =>
  (await agent.callTool({ name, arguments: { ...given } })) as CallToolResult;

beforeAll(async () => {
  site = await openWebSite({
    '/': linkedPage('/', ['/a', '/b']),
    '/a': linkedPage('/a', [], about('harbour')),
    '/b': linkedPage('/b', [], about('orchard')),
    '/alone': linkedPage('/alone', []),
    [ODD]: linkedPage(ODD, [], { body: '<p>An ascii table, from hex to decimal.</p>' }),
  });
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
  agent = new Client({ name: 'seed', version: '1' });
  const args = [MAIN, 'mcp', '--data-dir', folder, '--grant', 'forget'];
  await agent.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
  // With the tools listed, the client checks every answer against its tool's schema.
  await agent.listTools();
}, 60_000);
afterAll(async () => {
  await agent.close();
  await house.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What it took for SQL, and for something indecent. */
const ODD = '/typescript--docs/create-update/essex?drop=table--';
const ODD_TAGS = ['c++', 'c#', 'node.js', '日本語'];

const KEPT = {
  url: text,
  title: text,
  content_preview: text,
  content_length: count,
  stored: true,
};
const FOUND = {
  url: text,
  title: text,
  content: text,
  timestamp: text,
  tags: expect.arrayContaining(['react']) as string[],
  similarity_score: null,
};
const CRAWL = {
  max_depth: 2,
  max_pages: 10,
  include_external: false,
  score_threshold: 0,
  timeout: 600,
  wait: true,
};
const CRAWLED = {
  starting_url: text,
  pages_crawled: 3,
  pages_skipped_language: 0,
  pages_failed: 0,
  skipped_pages: [],
  failed_pages: [],
};

interface Called {
  readonly tool: string;
  readonly given?: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  /** Answers the same to the same question, asked at once after it. */
  readonly route?: EndpointName;
}

const CALLS: readonly Called[] = [
  {
    tool: 'crawl_url',
    given: { url: 'SITE/' },
    data: { url: text, title: 'Page /', markdown: text, content_length: count, status_code: 200 },
    route: 'crawl',
  },
  {
    tool: 'crawl_and_remember',
    given: { url: 'SITE/a', tags: 'react, frontend' },
    data: { ...KEPT, retention_policy: 'permanent' },
  },
  {
    tool: 'crawl_temp',
    given: { url: 'SITE/alone', tags: 'tmp' },
    data: { ...KEPT, retention_policy: 'session_only' },
  },
  { tool: 'clear_temp_memory', data: { removed_count: 1, session_id: text } },
  {
    tool: 'deep_crawl_dfs',
    given: { url: 'SITE/', ...CRAWL },
    data: { ...CRAWLED, pages_stored: 0 },
  },
  {
    tool: 'deep_crawl_and_store',
    given: { url: 'SITE/', ...CRAWL, tags: 'react', retention_policy: 'permanent' },
    data: { ...CRAWLED, pages_stored: 3, stored_pages: list, retention_policy: 'permanent' },
  },
  {
    tool: 'search_memory',
    given: { query: 'react hooks', tags: 'react, frontend', limit: 10 },
    data: { query: 'react hooks', results: expect.arrayContaining([expect.objectContaining(FOUND)]), count },
    route: 'search',
  },
  {
    tool: 'target_search',
    given: { query: 'react hooks', initial_limit: 5, expanded_limit: 20 },
    data: {
      query: 'react hooks',
      results: expect.arrayContaining([expect.objectContaining(FOUND)]),
      discovered_tags: list,
      expansion_used: truth,
      initial_results_count: count,
      expanded_results_count: count,
    },
    route: 'searchTarget',
  },
  {
    tool: 'list_memory',
    given: { filter: 'permanent', limit: 100 },
    data: {
      content: Array.from({ length: 3 }, () =>
        expect.objectContaining({
          url: text,
          title: text,
          timestamp: text,
          retention_policy: 'permanent',
          tags: list,
        }),
      ),
      count: 3,
      total_count: 3,
    },
    route: 'list',
  },
  {
    tool: 'get_database_stats',
    data: {
      using_ram_db: true,
      total_pages: 3,
      vector_embeddings: 0,
      sessions: count,
      database_size_mb: count,
      database_size_bytes: count,
      retention_breakdown: { permanent: 3 },
      recent_activity: list,
      storage_breakdown: { content_mb: count, embeddings_mb: count, metadata_mb: count },
      top_tags: expect.arrayContaining([{ tag: 'react', count: 3 }]),
      vec_extension_available: true,
      sync_metrics: expect.objectContaining({ total_syncs: count, pending_changes: count }),
    },
  },
  {
    tool: 'list_domains',
    data: { domains: [{ domain: text, page_count: 3 }], total_domains: 1, total_pages: 3 },
    route: 'domains',
  },
  {
    tool: 'block_domain',
    given: { pattern: '*.social.example', description: 'none of it' },
    data: { pattern: '*.social.example', description: 'none of it' },
  },
  {
    tool: 'list_blocked_domains',
    data: {
      blocked_domains: [{ pattern: '*.social.example', description: 'none of it', created_at: text }],
      count: 1,
    },
    route: 'blocked',
  },
  {
    tool: 'unblock_domain',
    given: { pattern: '*.social.example', keyword: 'crawl4ai' },
    data: { pattern: '*.social.example', removed: true },
  },
  { tool: 'forget_url', given: { url: 'SITE/a' }, data: { removed_count: 1 } },
];

// A day with it: what one tool keeps, the next ones show.
describe('the seed’s tools answer the seed’s calls with its fields', { shuffle: false }, () => {
  test.each(CALLS)('$tool', async ({ tool, given = {}, data, route }) => {
    const filled = JSON.stringify(given).replaceAll('SITE', `http://${site.host}`);
    const asked = JSON.parse(filled) as Record<string, unknown>;
    const said = await ask(tool, asked);
    expect(said).toMatchObject({ structuredContent: data, content: [{ type: 'text', text }] });
    expect(said.isError).not.toBe(true);
    if (route === undefined) return;
    const { took_ms: _tool, ...fromTool } = said.structuredContent ?? {};
    const { took_ms: _route, ...fromRoute } = (await house.call(route, asked)) as Record<string, unknown>;
    // Where all fits at once there is no next part, which only a tool says.
    expect({ next_cursor: null, ...fromTool }).toEqual({ next_cursor: null, ...fromRoute });
  });

  test('and what it refused is ordinary input', async () => {
    const url = `http://${site.host}${ODD}`;
    const kept = await ask('crawl_and_remember', { url, tags: ODD_TAGS.join(', ') });
    expect(kept.structuredContent).toMatchObject({ url, stored: true });
    for (const tag of ODD_TAGS) {
      const listed = await ask('list_memory', { tag });
      expect(listed.structuredContent).toMatchObject({ content: [{ url, tags: ODD_TAGS }], count: 1 });
      const found = await ask('search_memory', { query: 'ascii table', tags: tag });
      expect(found.structuredContent).toMatchObject({ results: [{ url }], count: 1 });
    }
    expect((await ask('forget_url', { url })).structuredContent).toMatchObject({ removed_count: 1 });
  });

  test('they are fifteen', () => {
    expect(new Set(CALLS.map(({ tool }) => tool)).size).toBe(15);
  });
});
