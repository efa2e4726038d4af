import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { bothEras } from './both-eras.ts';

const FACTS = { serverInfo: { name: 'a', version: '1', title: 'A' }, capabilities: {}, instructions: '' };
const LATER = { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };

test('the id of a call that was called off may come again, from either era', async () => {
  const sent: JSONRPCMessage[] = [];
  const outer: Transport = {
    start: async () => undefined,
    send: async (message) => void sent.push(message),
    close: async () => undefined,
  };
  const inner = bothEras(outer, FACTS, () => undefined);
  await inner.start();
  const receive = (message: JSONRPCMessage): void => outer.onmessage?.(message);
  receive({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: LATER });
  receive({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
  receive({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
  await inner.send({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
  receive({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: LATER });
  await inner.send({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
  expect(sent).toEqual([
    { jsonrpc: '2.0', id: 1, result: { tools: [] } },
    { jsonrpc: '2.0', id: 1, result: expect.objectContaining({ resultType: 'complete' }) as object },
  ]);
});
