import { text } from 'node:stream/consumers';
import { failureFrom, parseJson } from './call-daemon.ts';
import type { DaemonLink } from './find-daemon.ts';
import { awayFrom, openRequest } from './open-request.ts';

/** Reads an answer as it comes. A refusal comes back as its `Failure`, silence or a cut as `DaemonAway`. */
export async function* streamDaemon(link: DaemonLink, path: string): AsyncGenerator<Buffer> {
  const response = await openRequest(link, { path });
  try {
    if ((response.statusCode ?? 0) >= 400) throw failureFrom(parseJson(await text(response)), link);
    yield* chunksOf(response, link);
  } finally {
    response.destroy();
  }
}

async function* chunksOf(response: AsyncIterable<Buffer>, link: DaemonLink): AsyncGenerator<Buffer> {
  try {
    yield* response;
  } catch (error) {
    throw awayFrom(link, error);
  }
}
