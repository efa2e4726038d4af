// Run in a process of its own: people and programs that ask a daemon over HTTP.
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveTasks } from './bench-process.ts';

/** Questions that so many clients ask, each its next one as soon as it has an answer. */
export interface Asking {
  readonly port: number;
  readonly token: string;
  readonly questions: readonly string[];
  readonly clients: number;
  readonly mode: 'hybrid' | 'keyword' | 'semantic';
  /** Between an answer and the next question. @default 0 */
  readonly pauseMs?: number;
}

/** Milliseconds: each answer as the client waited for it and as the daemon says, and all of them together. */
export interface Asked {
  readonly waited: readonly number[];
  readonly took: readonly number[];
  /** Of each answer. */
  readonly bytes: readonly number[];
  readonly together: number;
}

const agent = new Agent({ keepAlive: true });

serveTasks(async ({ questions, clients, pauseMs = 0, ...link }: Asking): Promise<Asked> => {
  const waited: number[] = [];
  const took: number[] = [];
  const bytes: number[] = [];
  const next = questions.values();
  const client = async (): Promise<void> => {
    for (const query of next) {
      const asked = performance.now();
      const answer = await ask(link, query);
      waited.push(performance.now() - asked);
      took.push(answer.took);
      bytes.push(answer.bytes);
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return { waited, took, bytes, together: performance.now() - started };
});

async function ask(link: Pick<Asking, 'port' | 'token' | 'mode'>, query: string) {
  const answer = await text(await post(link, JSON.stringify({ query, mode: link.mode })));
  const { data } = JSON.parse(answer) as { data?: { took_ms: number } };
  if (data === undefined) throw new Error(answer);
  return { took: data.took_ms, bytes: Buffer.byteLength(answer) };
}

function post({ port, token }: Pick<Asking, 'port' | 'token'>, body: string): Promise<IncomingMessage> {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/api/v1/search', method: 'POST', agent, headers })
      .on('error', reject)
      .on('response', resolve)
      .end(body);
  });
}
