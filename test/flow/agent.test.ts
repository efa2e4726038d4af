// An agent's session over stdio, with the SDK's own client, the real bridge and the real daemon beside it: all tools, and
// the same answers as the other doors give.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { runPagekeep } from '../fakes/run-pagekeep.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page, WebSite } from '../fakes/web-site.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));

let site: WebSite;
let daemon: DaemonProcess;
let agent: Client;
const log: string[] = [];

const TOPICS = {
  '/olives': [
    'Pressing olives',
    'Press the olives cold and early in the morning, before frost softens their skin.',
  ],
  '/bridge': [
    'Why the bridge fell',
    'The suspension bridge collapsed because the wind made its deck swing in resonance.',
  ],
  '/bread': [
    'Bread at home',
    'A sourdough loaf rises slowly overnight, since wild yeast works without hurry.',
  ],
} as const;

function html(title: string, text: string, links = ''): Page {
  const body = `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1><p>${text} ${text}</p>
    <p>More of this is told in the books of the town library, on the second shelf beside the window.</p>${links}</main></html>`;
  return (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body);
}

beforeAll(async () => {
  const links = Object.keys(TOPICS).map((path) => `<a href="${path}">${path}</a>`);
  site = await openWebSite({
    '/': html(
      'Town notes',
      'Everything the people of this town wrote down about their daily work.',
      links.join(' '),
    ),
    '/mill': html('The mill', 'Its sails turn with the wind that comes over the hill in autumn.'),
    '/slow': () => undefined,
    ...Object.fromEntries(Object.entries(TOPICS).map(([path, [title, text]]) => [path, html(title, text)])),
  });
  daemon = await startDaemonProcess({ dataDir: folder, env: { PAGEKEEP_ALLOW_HOSTS: site.host } });
  agent = await connect('--grant', 'forget');
}, 120_000);

afterAll(async () => {
  await agent.close();
  await daemon.stop();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function connect(...flags: string[]): Promise<Client> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', '--data-dir', folder, '--verbose', ...flags],
    stderr: 'pipe',
    env: { ...(process.env as Record<string, string>) },
  });
  transport.stderr?.on('data', (chunk: Buffer) => log.push(String(chunk)));
  const client = new Client({ name: flags.join(' ') || 'test agent', version: '1' });
  await client.connect(transport);
  // With the tools listed, the client checks every structured answer against the tool's schema.
  await client.listTools();
  return client;
}

async function call(name: string, given: Record<string, unknown> = {}, client = agent) {
  const result = (await client.callTool({ name, arguments: given }, undefined, {
    timeout: 60_000,
  })) as CallToolResult;
  const [first] = result.content;
  const text = first?.type === 'text' ? first.text : '';
  return {
    text,
    data: (result.structuredContent ?? {}) as Record<string, unknown>,
    isError: result.isError ?? false,
  };
}

const at = (path: string): string => `http://${site.host}${path}`;

const keptForSession = async () =>
  (await daemon.call('list', { filter: 'session_only' })).content.map(({ url }) => url).toSorted();

/** What the command line says to the same question. */
async function typed(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { out, note } = await runPagekeep({}, [...words, '--json', '--data-dir', folder]);
  expect(note).toBe('');
  return JSON.parse(out) as Record<string, unknown>;
}

// One session, told in order: each step stands on what the one before left.
describe('a session', { shuffle: false }, () => {
  test('the eighteen tools are declared as a whole', async () => {
    const { tools } = await agent.listTools();
    const seed =
      `crawl_url crawl_and_remember crawl_temp deep_crawl_dfs deep_crawl_and_store search_memory target_search
      list_memory forget_url clear_temp_memory get_database_stats list_domains block_domain unblock_domain
      list_blocked_domains`.split(/\s+/);
    expect(tools.map(({ name }) => name).toSorted()).toEqual(
      [...seed, 'read_page', 'search_images', 'get_job'].toSorted(),
    );
    for (const { name, title, description, outputSchema, annotations } of tools) {
      expect(
        [title, description, outputSchema?.type].every((said) => said !== undefined && said !== ''),
        name,
      ).toBe(true);
      expect(Object.keys(annotations ?? {}).toSorted()).toEqual(
        ['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint', 'title'].toSorted(),
      );
    }
  });

  test('remembers, finds, reads, widens, crawls, forgets and counts, as the other doors say it too', async () => {
    for (const [path, tags] of [
      ['/olives', 'garden, oil'],
      ['/bridge', 'c++'],
      ['/bread', 'kitchen'],
    ] as const) {
      const { data, text, isError } = await call('crawl_and_remember', { url: at(path), tags });
      expect(isError, text).toBe(false);
      expect(data).toMatchObject({ url: at(path), stored: true, retention_policy: 'permanent' });
    }
    await expect
      .poll(async () => (await daemon.call('stats')).pending_embeddings, { timeout: 60_000 })
      .toBe(0);
    await daemon.ready();

    const question = { query: 'what made the crossing collapse in a storm', limit: 2 };
    const found = await call('search_memory', question);
    const { next_cursor: _next, ...answer } = found.data;
    const same = { ...answer, took_ms: expect.any(Number) as number };
    expect(await daemon.call('search', question)).toEqual(same);
    expect(await typed('search', question.query, '--limit', '2')).toEqual(same);
    expect(found.text).toMatch(
      /<untrusted-web-content id="([0-9a-f]{32})" source="http[^"]+\/bridge" captured="[^"]+">\nTitle: Why the bridge fell[\s\S]*resonance[\s\S]*<\/untrusted-web-content id="\1">/,
    );
    expect((await call('search_memory', { query: 'bridge', tags: ['c++'] })).data).toMatchObject({
      count: 1,
    });

    const read = await call('read_page', { url: at('/bridge') });
    const page_id = Number(read.data['page_id']);
    expect(read.data).toMatchObject({
      ...(await daemon.call('page', undefined, page_id)),
      markdown: await daemon.call('markdown', { id: page_id }, page_id),
      next_cursor: null,
    });

    expect(read.data).toMatchObject(await typed('read', at('/bridge')));

    const widened = await call('target_search', { query: 'wind', initial_limit: 5, expanded_limit: 20 });
    const { took_ms: _took, ...wide } = await daemon.call('searchTarget', {
      query: 'wind',
      initial_limit: 5,
      expanded_limit: 20,
    });
    expect(widened.data).toMatchObject(JSON.parse(JSON.stringify(wide)) as object);

    const heard: number[] = [];
    const crawled = (await agent.callTool(
      {
        name: 'deep_crawl_and_store',
        arguments: { url: at('/'), max_depth: 2, max_pages: 10, tags: 'town', wait: true },
      },
      undefined,
      { timeout: 60_000, resetTimeoutOnProgress: true, onprogress: ({ progress }) => heard.push(progress) },
    )) as CallToolResult;
    expect(crawled.structuredContent).toMatchObject({
      starting_url: at('/'),
      pages_crawled: 4,
      pages_failed: 0,
    });
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.length).toBeGreaterThan(0);
    const job_id = (crawled.structuredContent as { job_id: string }).job_id;
    expect((await call('get_job', { job_id })).data).toEqual(
      await daemon.call('job', { id: job_id }, job_id),
    );
    expect(await typed('jobs', 'follow', job_id)).toEqual(crawled.structuredContent);

    const listed = await call('list_memory', { limit: 3 });
    expect(listed.data).toEqual(await daemon.call('list', { limit: 3 }));
    expect(await typed('list', '--limit', '3')).toEqual(listed.data);
    const { next_cursor } = listed.data as { next_cursor: string };
    expect((await call('list_memory', { limit: 3, cursor: next_cursor })).data).toMatchObject({
      count: 1,
      next_cursor: null,
    });
    expect((await call('list_domains')).data).toEqual(await daemon.call('domains'));

    expect((await call('forget_url', { url: at('/bread') })).data).toMatchObject({
      removed_count: 1,
      pages: 1,
    });
    await expect
      .poll(async () => (await daemon.call('stats')).pending_embeddings, { timeout: 60_000 })
      .toBe(0);
    const counted = await call('get_database_stats');
    expect(counted.data).toMatchObject({ total_pages: 3, retention_breakdown: { permanent: 3 } });
    // Sizes and clocks go on.
    const { by_domain, total_passages, vector_embeddings, top_tags, recent_activity } = counted.data;
    const still = { by_domain, total_passages, vector_embeddings, top_tags, recent_activity };
    expect(await daemon.call('stats')).toMatchObject(still);
    expect(await typed('stats')).toMatchObject(still);
  }, 180_000);

  test('the other tools answer as the seed documents them', async () => {
    expect((await call('crawl_url', { url: at('/olives') })).data).toMatchObject({
      url: at('/olives'),
      title: 'Pressing olives',
      markdown: expect.stringContaining('cold and early') as string,
      status_code: 200,
    });
    expect((await call('crawl_temp', { url: at('/bread'), tags: 'tmp' })).data).toMatchObject({
      retention_policy: 'session_only',
      stored: true,
    });
    expect((await call('list_memory', { filter: 'session_only', limit: 100 })).data).toMatchObject({
      count: 1,
    });
    expect((await call('clear_temp_memory')).data).toMatchObject({
      removed_count: 1,
      session_id: expect.any(String) as string,
    });
    expect(
      (await call('block_domain', { pattern: '*.blocked.example', description: 'noise' })).data,
    ).toMatchObject({
      pattern: '*.blocked.example',
      description: 'noise',
    });
    expect((await call('list_blocked_domains')).data).toMatchObject({ count: 1 });
    const refused = await call('crawl_and_remember', { url: 'https://a.blocked.example/' });
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('block') as string });
    expect(
      (await call('unblock_domain', { pattern: '*.blocked.example', keyword: 'secret' })).data,
    ).toMatchObject({ removed: true });
    const crawl = await call('deep_crawl_dfs', { url: at('/'), max_depth: 1, max_pages: 2, strategy: 'dfs' });
    const { job_id } = crawl.data as { job_id: string };
    await expect
      .poll(async () => (await call('get_job', { job_id })).data, { timeout: 60_000 })
      .toMatchObject({ state: 'done', report: { pages_crawled: 2 } });
    expect((await call('search_images', { query: 'bridge' })).data).toMatchObject({ results: [] });
  }, 120_000);

  test('a call that is cancelled takes its crawl with it, and the session goes on', async () => {
    const stop = new AbortController();
    const crawl = agent.callTool(
      { name: 'deep_crawl_and_store', arguments: { url: at('/slow'), wait: true } },
      undefined,
      { signal: stop.signal, onprogress: () => stop.abort('enough'), resetTimeoutOnProgress: true },
    );
    await expect(crawl).rejects.toThrow('enough');
    await expect
      .poll(async () => (await daemon.call('jobs', { limit: 1 })).jobs.map(({ state }) => state), {
        timeout: 20_000,
      })
      .toEqual(['cancelled']);
    expect((await call('list_domains')).isError).toBe(false);
  }, 60_000);

  test('what was kept for a session goes with the client that asked for it, by its end or by a signal', async () => {
    const [first, second] = [await connect('--as', 'first'), await connect('--as', 'second')];
    expect((await call('crawl_temp', { url: at('/bread') }, first)).isError).toBe(false);
    expect((await call('crawl_temp', { url: at('/mill') }, second)).isError).toBe(false);
    expect(await keptForSession()).toHaveLength(2);
    await first.close();
    await expect.poll(keptForSession, { timeout: 10_000 }).toEqual([at('/mill')]);
    const { pid } = second.transport as StdioClientTransport;
    process.kill(pid ?? 0, 'SIGTERM');
    await expect.poll(keptForSession, { timeout: 10_000 }).toEqual([]);
    await second.close();
  }, 60_000);

  test('pages are resources with a template that completes, and the prompt asks with a question', async () => {
    const { resources } = await agent.listResources();
    const { resourceTemplates } = await agent.listResourceTemplates();
    expect(resourceTemplates).toMatchObject([
      { uriTemplate: 'pagekeep://page/{id}', mimeType: 'text/markdown' },
    ]);
    const uri = resources[0]?.uri ?? '';
    const { contents } = await agent.readResource({ uri });
    expect(contents).toMatchObject([
      {
        uri,
        mimeType: 'text/markdown',
        text: expect.stringContaining('<untrusted-web-content id=') as string,
      },
    ]);
    const complete = async (value: string) =>
      (
        await agent.complete({
          ref: { type: 'ref/resource', uri: 'pagekeep://page/{id}' },
          argument: { name: 'id', value },
        })
      ).completion.values;
    expect(await complete('')).toEqual(resources.map((one) => one.uri.split('/').at(-1)));
    const bridge = (await daemon.call('lookup', { url: at('/bridge') })).page?.page_id;
    expect(await complete('resonance bridge')).toEqual([String(bridge)]);
    await expect(agent.readResource({ uri: 'pagekeep://page/999999' })).rejects.toMatchObject({
      code: -32_002,
    });
    const prompt = await agent.getPrompt({
      name: 'answer_from_memory',
      arguments: { question: 'Why did it fall?' },
    });
    expect(JSON.stringify(prompt.messages)).toContain('Why did it fall?');
  });

  test('a client without the grant is told how it is given, and one that reads only is offered no more', async () => {
    const plain = await connect();
    for (const [name, given] of [
      ['forget_url', { url: at('/bridge') }],
      ['clear_temp_memory', {}],
      ['unblock_domain', { pattern: 'x.example' }],
    ] as const) {
      const { isError, text } = await call(name, given, plain);
      expect(isError).toBe(true);
      expect(text).toContain('pagekeep mcp install --client CLIENT --grant forget');
      expect(text).toContain('Allow forgetting');
    }
    const { tokens } = await daemon.call('tokens');
    const { client_id = '' } = tokens.find(({ name }) => name === 'test agent') ?? {};
    await daemon.call('editToken', { client_id, scopes: ['read', 'capture', 'crawl', 'forget'] });
    expect((await call('unblock_domain', { pattern: 'x.example' }, plain)).text).toContain('x.example');
    await daemon.call('revokeToken', { client_id });
    const out = await call('search_memory', { query: 'bridge' }, plain);
    expect(out).toMatchObject({
      isError: true,
      text: expect.stringContaining("pagekeep mcp reconnect --as 'test agent'") as string,
    });
    await plain.close();

    const reader = await connect('--read-only', '--tags', 'oil');
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('crawl_and_remember');
    expect((await call('crawl_and_remember', { url: at('/bread') }, reader)).text).toContain('--read-only');
    expect((await call('list_memory', {}, reader)).data).toMatchObject({ total_count: 1 });
    expect((await call('read_page', { url: at('/bridge') }, reader)).isError).toBe(true);
    await reader.close();
  }, 60_000);
});
