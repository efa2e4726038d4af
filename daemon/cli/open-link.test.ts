import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/fakes/fake-terminal.ts';
import { openFakeDaemon } from '../../test/fakes/fake-daemon.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { runCli } from './run-cli.ts';

const loadDaemon = () => Promise.reject(new Error('none'));
const PAIRING = { digits: '12345678', code: 'one-time', check: '4827', expires_at: '' };

/** Runs `pagekeep open` where the opener only writes down what it was given. */
async function open(typed: string[], env: Record<string, string>) {
  const folder = temporaryFolder();
  const given = join(folder, 'given');
  for (const opener of ['xdg-open', 'open']) {
    const script = `#!/bin/sh\necho "$@" > '${given}.part' && mv '${given}.part' '${given}'\n`;
    writeFileSync(join(folder, opener), script, { mode: 0o755 });
  }
  const daemon = await openFakeDaemon({ openPairing: () => PAIRING });
  const terminal = fakeTerminal({
    env: { PAGEKEEP_DATA_DIR: daemon.dataDir, PATH: `${folder}:/usr/bin:/bin`, ...env },
  });
  const exit = await runCli(['open', ...typed], { terminal, version: '1', loadDaemon });
  const link = `http://127.0.0.1:${daemon.port}/library#one-time`;
  await daemon.close();
  return { exit, link, given, out: terminal.written.out };
}

test('with a display the browser is handed the link', async () => {
  const { exit, link, given, out } = await open([], { DISPLAY: ':0' });
  expect(exit).toBe(0);
  expect(out).toContain(link);
  await expect.poll(() => existsSync(given)).toBe(true);
  expect(readFileSync(given, 'utf8')).toBe(`${link}\n`);
});

test.each([
  ['without a display', [], {}],
  ['where CI is set', [], { DISPLAY: ':0', CI: 'true' }],
  ['when told not to', ['--no-open'], { DISPLAY: ':0' }],
  ['for a script', ['--json'], { DISPLAY: ':0' }],
] as const)('%s the link is printed and nothing is opened', async (_name, typed, env) => {
  const { exit, link, given, out } = await open([...typed], { CI: '', ...env });
  expect(exit).toBe(0);
  expect(out).toContain(link);
  await new Promise((later) => setTimeout(later, 100));
  expect(existsSync(given)).toBe(false);
});

test('a computer that has no opener still prints the link', async () => {
  const { exit, link, out } = await open([], { DISPLAY: ':0', PATH: '/nowhere' });
  expect(exit).toBe(0);
  expect(out).toContain(link);
});
