import type { IncomingMessage } from 'node:http';
import { Failure } from '../failure.ts';
import { networkFailure } from './network-failure.ts';
import { openWeb } from './open-web.ts';
import type { Reach } from './open-web.ts';

const IDLE_MS = 30_000;

export interface Download {
  /** Where the body starts: the offset asked for, or 0 when the server knows no ranges. */
  readonly offset: number;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Streams a large file from byte `offset` on over the same guard as every page, for as long as bytes keep coming (30 s of
 * silence end it). Throws as `guardedFetch` does, and `fetch-failed` on any status but 200 and 206.
 */
export async function download(
  url: string,
  options: { readonly offset: number } & Omit<Reach, 'idleMs'>,
): Promise<Download> {
  const { offset } = options;
  const headers = {
    accept: '*/*',
    'accept-encoding': 'identity',
    ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
  };
  try {
    const { response } = await openWeb(url, headers, { ...options, idleMs: IDLE_MS });
    const { statusCode: status = 0 } = response;
    if (status === 200 || status === 206) {
      return { offset: status === 206 ? offset : 0, body: chunks(response) };
    }
    response.destroy();
    throw new Failure('fetch-failed', `The site answered ${status}.`, { details: { status } });
  } catch (cause) {
    throw networkFailure(cause);
  }
}

async function* chunks(response: IncomingMessage): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) yield chunk;
  } catch (cause) {
    throw networkFailure(cause);
  }
}
