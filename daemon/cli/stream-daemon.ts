import { request as openRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { failureFrom, parseJson } from './call-daemon.ts';
import { DaemonAway } from './daemon-away.ts';
import type { DaemonLink } from './find-daemon.ts';
import { CLIENT_HEADER } from '../../shared/contract/version.ts';

/** Silence after which the daemon counts as away. */
const SILENCE_MS = 120_000;

/** Reads an answer as it comes. A refusal comes back as its `Failure`, silence or a cut as `DaemonAway`. */
export async function* streamDaemon({ host, port, token }: DaemonLink, path: string): AsyncGenerator<Buffer> {
  const headers = { [CLIENT_HEADER]: 'cli', ...(token !== null && { Authorization: `Bearer ${token}` }) };
  const asked = openRequest({ host, port, path, headers, agent: false });
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      asked.setTimeout(SILENCE_MS, () => asked.destroy(new Error('silence')));
      asked.on('error', reject).on('response', resolve).end();
    });
    if ((response.statusCode ?? 0) >= 400) throw failureFrom(parseJson(await text(response)));
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error || error.message === 'silence')) throw error;
    if (error.name === 'Failure') throw error;
    throw new DaemonAway(undefined, error);
  } finally {
    asked.destroy();
  }
}
