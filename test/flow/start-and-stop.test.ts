import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realModel } from '../real-model.ts';

const cli = join(import.meta.dirname, '../../daemon/cli/main.ts');

let dataDir: string;
let environment: NodeJS.ProcessEnv;
const started: ChildProcess[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pagekeep-start-'));
  environment = {
    ...process.env,
    CI: 'true',
    PAGEKEEP_DATA_DIR: dataDir,
    PAGEKEEP_PORT: '0',
    PAGEKEEP_MODEL_DIR: dirname((await realModel()).folder),
  };
});

afterEach(async () => {
  await pagekeep('stop');
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function pagekeep(...typed: string[]) {
  const child = spawn(process.execPath, [cli, ...typed], { env: environment });
  const [out, note, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { exit: exit as number | null, out, note };
}

/** Starts it in the foreground and waits until it has said where it runs. */
async function startHere(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [cli, 'start'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

test('in the background: it starts, answers, is found running by a second start, pairs, and stops', async () => {
  const first = await pagekeep('start', '--detach', '--json');
  expect(first.exit, first.note).toBe(0);
  const { pid, pairing } = JSON.parse(first.out) as { pid: number; pairing: { digits: string } };
  expect(pairing.digits).toMatch(/^\d{8}$/);
  for (const file of ['daemon.json', 'cli.token', 'pagekeep.log', 'pages.db']) {
    expect(statSync(join(dataDir, file)).mode & 0o777, file).toBe(0o600);
  }

  const second = await pagekeep('start');
  expect(second).toMatchObject({
    exit: 0,
    out: expect.stringContaining(`already runs on http://127.0.0.1:`),
  });
  expect(second.out).toContain(`pid ${pid}`);
  expect(await pagekeep('status')).toMatchObject({
    exit: 0,
    out: expect.stringContaining('Kept      0 pages'),
  });
  const paired = await pagekeep('pair');
  expect(paired.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/connect#[\w-]{22}\n/u);
  expect(paired.out).toMatch(/Check number +\d{4} /u);
  expect(paired.out).toMatch(/ \d{4} \d{4}\n/u);
  const opened = JSON.parse((await pagekeep('open', '--json')).out) as Record<string, unknown>;
  expect(opened).toMatchObject({ opened: false, link: expect.stringMatching(/\/library#[\w-]{22}$/u) });

  expect(await pagekeep('stop')).toMatchObject({ exit: 0, out: 'Stopped.\n' });
  expect(existsSync(join(dataDir, 'daemon.json'))).toBe(false);
  expect((await pagekeep('status')).exit).toBe(3);
});

test('two starts at the same moment: one runs, the other says so, both are content', async () => {
  const both = await Promise.all([pagekeep('start', '--detach'), pagekeep('start', '--detach')]);
  expect(both.map(({ exit }) => exit)).toEqual([0, 0]);
  expect((await pagekeep('status')).exit).toBe(0);
});

test('killed without warning, it starts again beside its stale record', async () => {
  const child = await startHere();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(join(dataDir, 'daemon.json'))).toBe(true);
  expect((await pagekeep('status')).exit).toBe(3);
  await startHere();
  expect((await pagekeep('status')).exit).toBe(0);
});

test('a port held by another program: exit 1, naming it', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => void holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  try {
    const { exit, note } = await pagekeep('start', '--port', String(port));
    expect(exit).toBe(1);
    expect(note).toContain(`Port ${port} is taken by another program`);
    expect(existsSync(join(dataDir, 'daemon.json'))).toBe(false);
  } finally {
    await new Promise((resolve) => void holder.close(resolve));
  }
});

test('no secret of its own stands in the log', async () => {
  await pagekeep('start', '--detach');
  const token = readFileSync(join(dataDir, 'cli.token'), 'utf8').trim();
  const { out } = await pagekeep('pair', '--json');
  await pagekeep('stop');
  const log = readFileSync(join(dataDir, 'pagekeep.log'), 'utf8');
  expect(token).not.toBe('');
  expect(log).not.toContain(token);
  const { digits, link } = JSON.parse(out) as { digits: string; link: string };
  expect(log).not.toContain(digits);
  expect(log).not.toContain(link.split('#')[1]);
});
