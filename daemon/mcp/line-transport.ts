import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Readable, Writable } from 'node:stream';

/** A message may hold a question of 1 MB many times over; a line without end is let go instead of being collected. */
const LONGEST_LINE = 16 * 1024 * 1024;

const INVALID = {
  json: [-32_700, 'This line is not valid JSON.'],
  long: [-32_600, 'This message is longer than 16 MB.'],
  batch: [-32_600, 'Messages are sent one a line, not in batches.'],
  message: [-32_600, 'This is not a message of JSON-RPC 2.0.'],
} as const;

export interface LineStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * One JSON-RPC message a line. Where the SDK's own transport goes silent on a bad line, this one answers with the
 * protocol's error and stays; the id is repeated where it can be read.
 */
export function openLines({ input, output }: LineStreams): Transport {
  let pending: string[] = [];
  let length = 0;

  const transport: Transport = {
    start: async () => {
      input.setEncoding('utf8');
      input.on('data', (chunk: string) => receive(chunk));
      input.on('error', (error) => transport.onerror?.(error));
      input.once('end', () => transport.onclose?.());
      input.once('close', () => transport.onclose?.());
      output.on('error', () => transport.onclose?.());
    },
    send: (message) => writeLine(output, message),
    close: async () => {
      input.destroy();
      transport.onclose?.();
    },
  };

  function receive(chunk: string): void {
    const [first = '', ...others] = chunk.split('\n');
    hold(first);
    for (const next of others) {
      const line = pending.join('');
      const isLong = length > LONGEST_LINE;
      pending = [];
      length = 0;
      if (isLong) refuse('long', undefined);
      else if (line.trim() !== '') take(line);
      hold(next);
    }
  }

  /** Parts are joined once, when their line ends: joined at each of its chunks, 16 MB would be copied 250 times. */
  function hold(part: string): void {
    length += part.length;
    if (length <= LONGEST_LINE) pending.push(part);
    else pending = [];
  }

  function take(line: string): void {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return refuse('json', undefined);
    }
    const parsed = JSONRPCMessageSchema.safeParse(value);
    if (parsed.success) transport.onmessage?.(parsed.data);
    else refuse(Array.isArray(value) ? 'batch' : 'message', idOf(value));
  }

  function refuse(why: keyof typeof INVALID, id: string | number | undefined): void {
    const [code, message] = INVALID[why];
    void writeLine(output, {
      jsonrpc: '2.0',
      ...(id !== undefined && { id }),
      error: { code, message },
    });
  }

  return transport;
}

function writeLine(output: Writable, message: JSONRPCMessage): Promise<void> {
  return new Promise((resolve) => {
    // A client that went away takes no more answers, which is no error of ours.
    output.write(`${JSON.stringify(message)}\n`, () => resolve());
  });
}

function idOf(value: unknown): string | number | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' || (typeof id === 'number' && Number.isInteger(id)) ? id : undefined;
}
