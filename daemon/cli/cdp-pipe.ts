import type { Readable, Writable } from 'node:stream';
import { Failure } from '../failure.ts';

/** The browser's debugging protocol over the two pipes it was started with: no port is opened that others could use. */
export interface Cdp {
  /** Calls a method, of one page when its session is given; rejects with the browser's own words, or when the browser ends first. */
  send(
    method: string,
    params?: Readonly<Record<string, unknown>>,
    sessionId?: string,
  ): Promise<Readonly<Record<string, unknown>>>;
}

interface Waiting {
  resolve(result: Readonly<Record<string, unknown>>): void;
  reject(reason: Error): void;
}

interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message?: string };
}

/** Speaks JSON messages that each end in a NUL byte: written to `toBrowser` (its descriptor 3), read from `fromBrowser` (4). */
export function openCdpPipe(toBrowser: Writable, fromBrowser: Readable): Cdp {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const asked of waiting.values()) asked.reject(browserEnded());
    waiting.clear();
  };
  toBrowser.on('error', end);
  fromBrowser.on('error', end).on('close', end).on('end', end);
  readMessages(fromBrowser, (message) => {
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (asked === undefined || message.id === undefined) return;
    waiting.delete(message.id);
    if (message.error === undefined) asked.resolve(message.result ?? {});
    else
      asked.reject(
        new Failure('internal', `The browser refused: ${message.error.message ?? 'no reason given'}`),
      );
  });
  return {
    send(method, params = {}, sessionId) {
      if (ended) return Promise.reject(browserEnded());
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        toBrowser.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      });
    },
  };
}

function browserEnded(): Failure {
  return new Failure('internal', 'The browser has ended.');
}

/** Cuts the stream at NUL bytes before decoding, so that no character is ever split. */
function readMessages(stream: Readable, receive: (message: Message) => void): void {
  let pending: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let at = rest.indexOf(0); at !== -1; at = rest.indexOf(0)) {
      const whole = Buffer.concat([...pending, rest.subarray(0, at)]);
      pending = [];
      rest = rest.subarray(at + 1);
      receive(JSON.parse(whole.toString('utf8')) as Message);
    }
    if (rest.length > 0) pending.push(rest);
  });
}
