import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openHouse } from '../attacks/open-house.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { BenchReport } from './bench-report.ts';

const execute = promisify(execFile);
const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));
const HOME = fileURLToPath(new URL('../../.cache/inspector/', import.meta.url));
const INSPECTOR = '@modelcontextprotocol/inspector-cli@1.0.3';

interface Said {
  readonly isError?: boolean;
  readonly structuredContent?: { readonly job_id?: string };
}

const PAGE =
  '<!doctype html><title>The mill</title><p>The mill turns with the wind that comes over the hill.</p>';

/** Every tool over stdio by the command line of the protocol's own Inspector, a bridge of its own for each call. */
export async function run(): Promise<BenchReport> {
  await provideInspector();
  const dataDir = mkdtempSync(join(tmpdir(), 'pagekeep-inspector-'));
  const site = await openWebSite({
    '/': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
  });
  const house = await openHouse(dataDir, { PAGEKEEP_ALLOW_HOSTS: site.host });
  const failed: string[] = [];
  try {
    const { tools } = (await inspect(dataDir, ['--method', 'tools/list'])) as { tools: { name: string }[] };
    const calls = toolCalls(`http://${site.host}/`);
    let job_id = '';
    // A page is kept before it is read, and forgotten last.
    const names = [...new Set([...Object.keys(calls), ...tools.map(({ name }) => name)])];
    for (const name of names) {
      const given = name === 'get_job' ? { job_id } : (calls[name] ?? {});
      const typed = Object.entries(given).flatMap(([key, value]) => ['--tool-arg', `${key}=${value}`]);
      const asked = ['--method', 'tools/call', '--tool-name', name, ...typed];
      const said = (await inspect(dataDir, asked).catch((error: unknown) => ({
        isError: true,
        error: String(error),
      }))) as Said;
      job_id = said.structuredContent?.job_id ?? job_id;
      if (said.isError === true) failed.push(`${name}: ${JSON.stringify(said).slice(0, 300)}`);
    }
    return {
      name: 'inspector',
      rows: [
        { figure: 'tools listed', ours: tools.length, bar: { atLeast: 18 } },
        { figure: 'tools that answered', ours: tools.length - failed.length, bar: { atLeast: 18 } },
      ],
      notes: [`By ${INSPECTOR}, over stdio.`, ...failed],
    };
  } finally {
    await house.close();
    await site.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function toolCalls(url: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return {
    crawl_url: { url },
    crawl_and_remember: { url, tags: 'mill' },
    crawl_temp: { url },
    deep_crawl_dfs: { url, max_depth: '1', max_pages: '2' },
    deep_crawl_and_store: { url, max_depth: '1', max_pages: '2', wait: 'true' },
    get_job: {},
    search_memory: { query: 'wind over the hill', limit: '5' },
    target_search: { query: 'wind' },
    search_images: { query: 'mill' },
    read_page: { url },
    block_domain: { pattern: 'noise.example' },
    unblock_domain: { pattern: 'noise.example', keyword: 'any' },
    forget_url: { url },
  };
}

async function inspect(dataDir: string, asked: readonly string[]): Promise<unknown> {
  const cli = join(HOME, 'node_modules/.bin/mcp-inspector-cli');
  const bridge = [process.execPath, MAIN, 'mcp', '--data-dir', dataDir, '--grant', 'forget'];
  const { stdout } = await execute(process.execPath, [cli, '--cli', ...bridge, ...asked], {
    timeout: 60_000,
  });
  return JSON.parse(stdout.slice(stdout.indexOf('{')));
}

async function provideInspector(): Promise<void> {
  const packages = join(HOME, 'node_modules/@modelcontextprotocol');
  if (existsSync(join(packages, 'package.json'))) return;
  mkdirSync(HOME, { recursive: true });
  writeFileSync(join(HOME, 'package.json'), '{}');
  await execute('npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefix',
    HOME,
    INSPECTOR,
  ]);
  // It looks for the package it is usually part of, to say its version.
  writeFileSync(
    join(packages, 'package.json'),
    '{"name":"@modelcontextprotocol/inspector","version":"1.0.3"}',
  );
}
