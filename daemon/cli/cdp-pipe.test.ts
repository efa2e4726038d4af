import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openCdpPipe } from './cdp-pipe.ts';

function openPipes() {
  const toBrowser = new PassThrough();
  const fromBrowser = new PassThrough();
  const cdp = openCdpPipe(toBrowser, fromBrowser);
  const sent = (): unknown[] =>
    String(toBrowser.read() ?? '')
      .split('\0')
      .filter((text) => text !== '')
      .map((text) => JSON.parse(text) as unknown);
  return { cdp, fromBrowser, sent };
}

test('a call is one JSON message that ends in NUL, and its answer finds it by number', async () => {
  const { cdp, fromBrowser, sent } = openPipes();
  const first = cdp.send('Target.createTarget', { url: 'about:blank' });
  const second = cdp.send('Browser.getVersion');
  expect(sent()).toEqual([
    { id: 1, method: 'Target.createTarget', params: { url: 'about:blank' } },
    { id: 2, method: 'Browser.getVersion', params: {} },
  ]);
  fromBrowser.write('{"id":2,"result":{"product":"c"}}\0{"method":"Target.event"}\0{"id":1,"result":{}}\0');
  expect(await second).toEqual({ product: 'c' });
  expect(await first).toEqual({});
});

test('answers cut anywhere, within a character too, arrive whole', async () => {
  const { cdp, fromBrowser } = openPipes();
  const answers = [cdp.send('a'), cdp.send('b'), cdp.send('c')];
  const bytes = Buffer.from(
    [1, 2, 3].map((id) => `${JSON.stringify({ id, result: { title: '日本語🌉' } })}\0`).join(''),
  );
  for (const byte of bytes) fromBrowser.write(Buffer.of(byte));
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 3 }, () => ({ title: '日本語🌉' })));
});

test('a refused call rejects in the browser’s words', async () => {
  const { cdp, fromBrowser } = openPipes();
  const call = cdp.send('No.such');
  fromBrowser.write('{"id":1,"error":{"code":-32601,"message":"method not found"}}\0');
  await expect(call).rejects.toThrow('method not found');
});

test('when the browser ends, every open call and every later one rejects', async () => {
  const { cdp, fromBrowser } = openPipes();
  const open = cdp.send('a');
  fromBrowser.destroy();
  await expect(open).rejects.toThrow('The browser has ended.');
  await expect(cdp.send('b')).rejects.toThrow('The browser has ended.');
});
