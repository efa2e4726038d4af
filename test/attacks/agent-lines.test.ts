import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../daemon/failure.ts';
import { openFakeDaemon } from '../fakes/fake-daemon.ts';
import type { FakeDaemon } from '../fakes/fake-daemon.ts';
import { HELLO, NOISE, openBridge } from '../fakes/open-bridge.ts';

const EMPTY = { query: '', results: [], count: 0, total: 0, took_ms: 0 };

let daemon: FakeDaemon;

beforeEach(async () => {
  daemon = await openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true }),
    createToken: () => ({ client_id: 'c', token: 't', scopes: ['read'], contract: 1 }),
    search: () => EMPTY,
    block: () => {
      throw new Failure('bad-input', 'The pattern is not one.');
    },
  });
});
afterEach(() => daemon.close());

const search = (given: object) => ({ name: 'search_memory', arguments: given });

test('lines that are no messages are answered with the protocol’s error, and the connection lives on', async () => {
  const bridge = openBridge(daemon.dataDir);
  await bridge.ask('initialize', HELLO);
  const refused = async (line: string): Promise<number | undefined> => {
    const before = bridge.answers.length;
    bridge.write(line);
    return (await bridge.until(() => bridge.answers[before])).error?.code;
  };
  expect(await refused('this is no JSON\n')).toBe(-32_700);
  expect(await refused('{"jsonrpc":"2.0","id":"half"\n')).toBe(-32_700);
  expect(await refused('42\n')).toBe(-32_600);
  expect(await refused('{"jsonrpc":"1.0","id":7,"method":"ping"}\n')).toBe(-32_600);
  expect(await refused('{"jsonrpc":"2.0","id":{},"method":"ping"}\n')).toBe(-32_600);
  const batch = Array.from({ length: 10_000 }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' }));
  expect(await refused(`${JSON.stringify(batch)}\n`)).toBe(-32_600);
  const long = `{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(17_000_000)}"}\n\n  \n`;
  expect(await refused(long)).toBe(-32_600);
  // Half a line is waited for.
  const asked = JSON.stringify({ jsonrpc: '2.0', id: 'split', method: 'ping' });
  bridge.write(asked.slice(0, 20));
  bridge.write(`${asked.slice(20)}\r\n`);
  await bridge.until(() => bridge.answers.find(({ id }) => id === 'split'));
  expect((await bridge.ask('initialize', HELLO)).result).toBeDefined();
  expect((await bridge.ask('no/such/method')).error?.code).toBe(-32_601);
  expect(bridge.foreign).toEqual([]);
});

test('arguments that are none are answered with a sentence and the next step', async () => {
  const bridge = openBridge(daemon.dataDir);
  await bridge.ask('initialize', HELLO);
  expect((await bridge.ask('tools/call', { name: 'no_such_tool', arguments: {} })).error).toMatchObject({
    code: -32_602,
    message: expect.stringContaining('search_memory') as string,
  });
  expect((await bridge.ask('tools/call', { arguments: {} })).error?.code).toBe(-32_602);
  const refusals: [object, string][] = [
    [search({}), 'query is missing.'],
    [search({ query: 5 }), 'The question must be text.'],
    [search({ query: 'a', limit: '5' }), 'limit must be a whole number from 1 to 100.'],
    [search({ query: 'a', limit: 0 }), 'limit must be a whole number from 1 to 100.'],
    [search({ query: 'a', limit: 1e9 }), 'limit must be a whole number from 1 to 100.'],
    [search({ query: 'a', colour: 'red' }), 'has no argument "colour"'],
    [search({ query: 'x'.repeat(1_000_000) }), 'The question is longer than 10000 characters.'],
    [search({ query: 'a', cursor: 'made up' }), 'The cursor is not one that this tool gave out.'],
    [search({ query: 'a', tags: [1] }), 'A tag must be text.'],
    [{ name: 'read_page', arguments: {} }, 'Say which page'],
    [{ name: 'read_page', arguments: { page_id: -1 } }, 'page_id must be a whole number'],
    [{ name: 'block_domain', arguments: { pattern: '**' } }, 'The pattern is not one.'],
  ];
  for (const [call, sentence] of refusals) {
    const { result } = await bridge.ask('tools/call', call);
    expect(result?.isError, sentence).toBe(true);
    expect(result?.content?.[0]?.text).toContain(sentence);
  }
  for (const query of ['ascii table', 'SELECT 1 -- comment', '<script>', '日本語', 'c++ c#']) {
    expect((await bridge.ask('tools/call', search({ query }))).result?.isError).toBeUndefined();
  }
  expect(bridge.foreign).toEqual([]);
});

test('stdout holds the protocol alone, whatever else is said and goes wrong, and the bridge goes with its stdin', async () => {
  const bridge = openBridge(daemon.dataDir, NOISE);
  await bridge.ask('initialize', HELLO);
  for (let round = 0; round < 10; round++) {
    const calls = Array.from({ length: 100 }, () => bridge.ask('tools/call', search({ query: 'anything' })));
    for (const { result } of await Promise.all(calls)) expect(result?.isError).toBeUndefined();
  }
  expect(bridge.foreign).toEqual([]);
  const exited = new Promise<number | null>((resolve) => void bridge.child.once('exit', resolve));
  bridge.child.stdin.end();
  expect(
    await Promise.race([exited, new Promise((resolve) => void setTimeout(resolve, 3_000, 'still there'))]),
  ).toBe(0);
}, 120_000);

test('no memory, no model and no door of the daemon is loaded to speak with an agent', async () => {
  const list = `import { registerHooks } from 'node:module'; registerHooks({ load: (url, context, next) => { process.stderr.write('loads ' + url + '\\n'); return next(url, context); } });`;
  const bridge = openBridge(daemon.dataDir, {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(list)}`,
  });
  let said = '';
  bridge.child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  await bridge.ask('initialize', HELLO);
  await bridge.ask('tools/list');
  await bridge.ask('tools/call', search({ query: 'a' }));
  const loaded = said.split('\n').filter((line) => line.startsWith('loads '));
  expect(loaded.length).toBeGreaterThan(50);
  expect(
    loaded.filter((url) =>
      /better-sqlite3|sqlite-vec|onnxruntime|transformers|\/hono\/|express|daemon\/(?:main|store|index|embed|http|ingest|search)[./]/.test(
        url,
      ),
    ),
  ).toEqual([]);
});
