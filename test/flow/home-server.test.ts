// A Pagekeep behind TLS and a name of its own, and another computer that uses it: commands, agents and the browser.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { STRANGER_ORIGIN, ask } from '../attacks/open-door.ts';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { awayFromHome, openHouseWithName } from '../fakes/house-with-a-name.ts';
import { runPagekeep } from '../fakes/run-pagekeep.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openWebSite } from '../fakes/web-site.ts';

const MAIN = fileURLToPath(new URL('../../daemon/cli/main.ts', import.meta.url));

const file = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

async function keepOne(house: OpenHouse): Promise<void> {
  const html = '<title>Olives</title><p>Press the olives cold, early in the morning.</p>';
  await house.call('capture', { url: 'https://olives.example/', html });
}

test('commands, their streams and agents reach it by its name', async () => {
  const site = await openWebSite({
    '/': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<title>Mill</title><p>The mill turns with the wind that comes over the hill.</p>'),
  });
  onTestFinished(() => site.close());
  const house = await openHouseWithName({ PAGEKEEP_ALLOW_HOSTS: site.host });
  await keepOne(house);
  const env = awayFromHome(house);
  const [found, followed, exported] = await Promise.all([
    runPagekeep(env, ['search', 'olives', '--json']),
    runPagekeep(env, ['crawl', `http://${site.host}/`, '--pages', '1', '--json']),
    runPagekeep(env, ['export', '--to', '-']),
  ]);
  expect(JSON.parse(found.out)).toMatchObject({ count: 1 });
  expect(followed.exit, followed.note).toBe(0);
  expect(JSON.parse(followed.out)).toMatchObject({ pages_crawled: 1 });
  expect(exported.out).toContain('Press the olives cold');

  const agent = new Client({ name: 'away', version: '1' });
  await agent.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp'],
      env: { ...(process.env as Record<string, string>), ...env },
    }),
  );
  onTestFinished(() => agent.close());
  const listed = await agent.callTool({ name: 'search_memory', arguments: { query: 'olives' } });
  expect(listed.structuredContent).toMatchObject({ count: 1 });
});

test('the browser reaches it by a door on its own computer, under the same guard', async () => {
  const house = await openHouseWithName();
  await keepOne(house);
  const env = { ...awayFromHome(house), PAGEKEEP_PORT: '0' };
  const child = spawn(process.execPath, [MAIN, 'start', '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const { address, pairing } = JSON.parse(String(said)) as { address: string; pairing: { link: string } };
  const port = Number(new URL(address).port);
  expect(pairing.link).toContain(`http://127.0.0.1:${port}/connect#`);

  const [, code] = pairing.link.split('#');
  const headers = {
    origin: STRANGER_ORIGIN,
    'content-type': 'application/json',
    'x-pagekeep-client': 'test',
  };
  const claim = { method: 'POST', path: '/pair/claim', token: null, headers };
  const paired = await ask(port, { ...claim, body: JSON.stringify({ code, name: 'browser' }) });
  const { data } = JSON.parse(paired.text) as { data: { token: string } };
  const search = { method: 'POST', path: '/api/v1/search', headers, body: '{"query":"olives"}' };
  const found = await ask(port, { ...search, token: data.token });
  expect(JSON.parse(found.text)).toMatchObject({ success: true, data: { count: 1 } });
  // Nobody is let in for coming from here, and no page reaches it under a name of its own.
  expect((await ask(port, { ...search, token: null })).status).toBe(401);
  const foreign = { ...headers, origin: 'https://evil.example' };
  expect((await ask(port, { ...search, headers: foreign, token: data.token })).status).toBe(403);
  const rebound = { ...headers, host: `evil.example:${port}` };
  expect((await ask(port, { ...search, headers: rebound, token: data.token })).status).toBe(421);
  expect((await ask(port, { path: '/connect', token: null })).headers['content-security-policy']).toContain(
    "script-src 'self'",
  );

  const again = await runPagekeep(env, ['pair', '--json']);
  expect(JSON.parse(again.out)).toMatchObject({
    link: expect.stringContaining(`http://127.0.0.1:${port}/connect#`) as string,
  });
  const stopped = once(child, 'exit');
  expect(await runPagekeep(env, ['stop'])).toMatchObject({ exit: 0, out: 'Stopped.\n' });
  expect(await stopped).toEqual([0, null]);
  expect(await house.call('health')).toMatchObject({ status: 'healthy' });
});

test('what is wrong between two computers is said with what to do', async () => {
  const house = await openHouseWithName();
  const unnamed = await openHouseWithName({ PAGEKEEP_PUBLIC_HOSTS: '' });
  const plain = await openHouse(temporaryFolder());
  onTestFinished(() => plain.close());
  const env = awayFromHome(house);
  const at = (host: string, port: number) => ({ ...env, PAGEKEEP_REMOTE: `https://${host}:${port}` });
  const wrong: [Record<string, string>, number, string][] = [
    [{ ...env, NODE_EXTRA_CA_CERTS: '' }, 3, 'NODE_EXTRA_CA_CERTS'],
    [at('localhost', house.port), 3, 'made for another name'],
    [at('home.example', plain.port), 3, 'does not answer in HTTPS'],
    [at('home.example', 9), 3, 'does not answer. Start it there'],
    [at('no-such-name.invalid', 7410), 3, 'No computer named no-such-name.invalid'],
    [at('home.example', unnamed.port), 4, `add home.example:${unnamed.port} to PAGEKEEP_PUBLIC_HOSTS`],
    [{ ...env, PAGEKEEP_REMOTE_KEY: 'worn-out' }, 4, 'does not know this key'],
  ];
  const said = await Promise.all(wrong.map(([given]) => runPagekeep(given, ['list', '--json'])));
  for (const [index, [, exit, sentence]] of wrong.entries()) {
    expect(said[index], sentence).toMatchObject({ exit });
    expect(said[index]?.note).toContain(sentence);
    expect(said[index]?.note.trim().split('\n'), sentence).toHaveLength(1);
  }
});

test.each([
  ['home.cert.pem', 'other.key.pem', 'is not the key of the certificate'],
  ['home.key.pem', 'home.key.pem', 'PAGEKEEP_TLS_CERT must name a file with a certificate'],
  ['home.cert.pem', 'home.cert.pem', 'PAGEKEEP_TLS_KEY must name a file with a key'],
  ['gone.pem', 'home.key.pem', 'PAGEKEEP_TLS_CERT must name a file'],
])('%s with %s opens no door', async (cert, key, sentence) => {
  const env = { PAGEKEEP_TLS_CERT: file(cert), PAGEKEEP_TLS_KEY: file(key) };
  await expect(openHouse(temporaryFolder(), env)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining(sentence) as string,
  });
});

test('text of another kind than HTTP and TLS is closed without an answer', async () => {
  const { port } = await openHouseWithName();
  const { connect } = await import('node:net');
  const socket = connect(port, '127.0.0.1');
  socket.write('\0\0\0');
  expect(await text(socket.setEncoding('utf8'))).not.toContain('200');
});
