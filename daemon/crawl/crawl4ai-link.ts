import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Failure } from '../failure.ts';

/** Where a Crawl4AI listens. It comes from the configuration or is a child of ours, so it may be internal. */
export interface Crawl4aiLink {
  readonly url: string;
  readonly token: string | null;
}

export interface Crawl4aiAnswer {
  readonly status: number;
  /** `Retry-After` as it was sent. */
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** Asks one route; with a body it is a POST of JSON. Throws `too-large` above `maxBytes`, else what the network throws. */
export async function askCrawl4ai(
  { url, token }: Crawl4aiLink,
  path: string,
  asked: { readonly body?: unknown; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<Crawl4aiAnswer> {
  const to = new URL(url.replace(/\/*$/, path));
  const body = asked.body === undefined ? null : JSON.stringify(asked.body);
  const options = {
    agent: false,
    signal: asked.signal,
    method: body === null ? 'GET' : 'POST',
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== null && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
    },
  };
  const open = to.protocol === 'https:' ? requestHttps : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = open(to, options).on('response', resolve).on('error', reject);
    request.end(body ?? undefined);
  });
  const { statusCode: status = 0, headers } = response;
  return { status, retryAfter: headers['retry-after'], text: await readText(response, asked.maxBytes) };
}

/** The real server has no limit of its own: a page of 12 MB came back as 49 MB of JSON. */
async function readText(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) {
      response.destroy();
      throw new Failure('too-large', `The page is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`, {
        details: { max_bytes: maxBytes },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total).toString('utf8');
}
