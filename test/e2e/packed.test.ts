import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realModel } from '../real-model.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pagekeep-packed-'));
const installed = join(folder, 'node_modules/pagekeep');
const cli = join(installed, 'dist/pagekeep.js');
const dataDir = join(folder, 'kept');

const PAGE = `<!doctype html><html lang="en"><title>Why bread rises</title><body><article><h1>Why bread rises</h1>
<p>Yeast eats the sugar in the dough and breathes out a gas. The gas is caught between strands of gluten, which
stretch like the skin of a balloon, and so the loaf grows in the warm kitchen until the oven sets its shape.</p>
</article></body></html>`;

const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PAGE));
let daemon: ChildProcess | null = null;
let environment: NodeJS.ProcessEnv;

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function pagekeep(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [cli, ...args, '--json'], { cwd: folder, env: environment });
  return JSON.parse(stdout) as Record<string, unknown>;
}

beforeAll(async () => {
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  writeFileSync(join(folder, 'package.json'), '{}');
  const [tarball = ''] = globSync('*.tgz', { cwd: folder });
  // No package of ours needs a script, and one would fetch graphics drivers.
  const quietly = ['--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...quietly, '--prefix', folder, join(folder, tarball)], { cwd: folder });

  const spare = createServer();
  const port = await listening(spare);
  spare.close();
  environment = {
    ...process.env,
    CI: 'true',
    PAGEKEEP_DATA_DIR: dataDir,
    PAGEKEEP_PORT: String(port),
    PAGEKEEP_MODEL_DIR: dirname((await realModel()).folder),
    PAGEKEEP_ALLOW_HOSTS: `127.0.0.1:${await listening(site)}`,
  };
  daemon = spawn(process.execPath, [cli, 'start'], { cwd: folder, env: environment, stdio: 'ignore' });
});

afterAll(async () => {
  if (daemon !== null && daemon.exitCode === null) {
    daemon.kill('SIGTERM');
    await once(daemon, 'exit');
  }
  site.close();
  rmSync(folder, { recursive: true });
});

test('it is installed without a source file, a test or a development package', () => {
  expect(globSync('dist/**/*.ts', { cwd: installed })).toEqual([]);
  expect(globSync('dist/**/*.test.*', { cwd: installed })).toEqual([]);
  expect(existsSync(join(folder, 'node_modules/vitest'))).toBe(false);
});

test('both extensions and the served pages are inside', () => {
  expect(existsSync(join(installed, '.output/served/connect.html'))).toBe(true);
  expect(existsSync(join(installed, '.output/chrome-mv3/manifest.json'))).toBe(true);
  expect(existsSync(join(installed, '.output/firefox-mv3/manifest.json'))).toBe(true);
});

test('it starts, remembers a page, finds it by meaning in other words, and stops', async () => {
  const health = `http://127.0.0.1:${environment['PAGEKEEP_PORT']}/health`;
  await expect
    .poll(async () => (await fetch(health)).json(), { timeout: 120_000, interval: 200 })
    .toMatchObject({ status: 'healthy', ready: true });

  const { port } = site.address() as AddressInfo;
  await pagekeep('remember', `http://127.0.0.1:${port}/bread`);
  await expect
    .poll(() => pagekeep('search', 'what makes a cake puff up while baking'), {
      timeout: 60_000,
      interval: 500,
    })
    .toMatchObject({
      results: [{ title: 'Why bread rises', matched_by: expect.arrayContaining(['meaning']) }],
    });

  await pagekeep('stop');
  expect(daemon?.exitCode ?? (await once(daemon as ChildProcess, 'exit'))[0]).toBe(0);
});
