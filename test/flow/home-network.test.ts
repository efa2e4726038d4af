// A Pagekeep on one computer and commands on another, with a real network between them: a namespace of Linux.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { awayFromHome, openHouseWithName } from '../fakes/house-with-a-name.ts';
import { runPagekeep } from '../fakes/run-pagekeep.ts';

const SPACE = `pagekeep-${process.pid}`;
const [HERE, THERE] = ['10.231.74.1', '10.231.74.2'];

const ip = (...words: string[]): string => execFileSync('ip', words, { encoding: 'utf8', stdio: 'pipe' });

/** Another computer on a cable of its own, which knows this one as home.example. */
function layCable(): void {
  try {
    ip('netns', 'add', SPACE);
  } catch (cause) {
    throw new Error(
      'This test needs Linux, `ip` (Debian: iproute2) and the right to make a network namespace.',
      {
        cause,
      },
    );
  }
  onTestFinished(() => void ip('netns', 'del', SPACE));
  const [near, far] = [`pkn${process.pid}`.slice(0, 15), `pkf${process.pid}`.slice(0, 15)];
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', SPACE);
  ip('addr', 'add', `${HERE}/30`, 'dev', near);
  ip('link', 'set', near, 'up');
  ip('-n', SPACE, 'addr', 'add', `${THERE}/30`, 'dev', far);
  ip('-n', SPACE, 'link', 'set', far, 'up');
  mkdirSync(`/etc/netns/${SPACE}`, { recursive: true });
  onTestFinished(() => rmSync(`/etc/netns/${SPACE}`, { recursive: true }));
  writeFileSync(`/etc/netns/${SPACE}/hosts`, `${HERE} home.example\n`);
}

test('over a network the name and TLS are needed, and suffice', async () => {
  layCable();
  const house = await openHouseWithName({ PAGEKEEP_HOST: '0.0.0.0' }, { 'allow-remote': true });
  const html = '<title>Olives</title><p>Press the olives cold, early in the morning.</p>';
  await house.call('capture', { url: 'https://olives.example/', html });
  const { NODE_OPTIONS: _, ...env } = awayFromHome(house);
  const under = ['ip', 'netns', 'exec', SPACE];

  const found = await runPagekeep(env, ['search', 'olives', '--json'], under);
  expect(found, found.note).toMatchObject({ exit: 0 });
  expect(JSON.parse(found.out)).toMatchObject({ count: 1 });

  const statusOf = async (request: string, options: string): Promise<string> => {
    const script = `require('node:${request}').get({ host: '${HERE}', port: ${house.port}, path: '/health', servername: 'home.example', rejectUnauthorized: false, ${options} }, (answer) => { console.log(answer.statusCode); answer.resume(); }).on('error', (error) => console.log(error.code))`;
    const words = ['netns', 'exec', SPACE, process.execPath, '-e', script];
    return (await promisify(execFile)('ip', words)).stdout.trim();
  };
  const named = `headers: { host: 'home.example:${house.port}' }`;
  expect(await statusOf('https', named)).toBe('200');
  expect(await statusOf('https', '')).toBe('421');
  expect(await statusOf('https', `headers: { host: '127.0.0.1:${house.port + 1}' }`)).toBe('421');
  expect(await statusOf('https', `headers: { host: 'evil.example:${house.port}' }`)).toBe('421');
  // Without TLS nothing is answered, whatever name is used.
  expect(await statusOf('http', named)).toBe('ECONNRESET');
});
