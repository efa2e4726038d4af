import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Failure } from '../failure.ts';
import { ACCEPTED_ENCODINGS, readDecoded } from './decode-body.ts';
import { networkFailure } from './network-failure.ts';
import { openWeb } from './open-web.ts';
import type { Reach } from './open-web.ts';
import { sayMediaType } from './say-media-type.ts';

export interface GuardedFetchOptions extends Omit<Reach, 'idleMs'> {
  /** Media types to ask for, separated by commas; a page of another type is refused unread. @default any */
  readonly accept?: string;
  /** Sent along; what is read of the answer is decided here. @default none */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Largest decoded body in bytes. */
  readonly maxBytes: number;
  /** For everything, from the first name to the last byte, in milliseconds. @default 10000 */
  readonly deadlineMs?: number;
}

/** The way out as rooms get it: the hosts that may be internal are the configuration's to name, not theirs. */
export function fetchAllowing(allowHosts: readonly string[]) {
  return (
    address: string,
    options: Omit<GuardedFetchOptions, 'allowHosts' | 'resolve'>,
  ): Promise<FetchedBody> => guardedFetch(address, { ...options, allowHosts });
}

export interface FetchedBody {
  /** Where the last redirect led. */
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As the site sent it, charset included. */
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/**
 * Gets a body from the web without ever reaching into this machine or its network. Answers of every status are returned;
 * throws `url-invalid`, `address-forbidden`, `fetch-failed`, `not-html` or `too-large`.
 */
export async function guardedFetch(address: string, options: GuardedFetchOptions): Promise<FetchedBody> {
  const { accept, maxBytes, deadlineMs = 10_000 } = options;
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
  const headers = { ...options.headers, accept: accept ?? '*/*', 'accept-encoding': ACCEPTED_ENCODINGS };
  try {
    const { response, url } = await openWeb(address, headers, { ...options, signal });
    try {
      refuseOtherTypes(response, accept);
      const body = await readDecoded(response, maxBytes);
      const { statusCode: status = 0, headers: answered } = response;
      return {
        url: url.href,
        status,
        headers: answered,
        contentType: answered['content-type'] ?? null,
        body,
      };
    } finally {
      response.destroy();
    }
  } catch (cause) {
    if (deadline.aborted && !(cause instanceof Failure)) {
      throw new Failure('fetch-failed', `The site did not answer within ${deadlineMs / 1_000} s.`, { cause });
    }
    throw networkFailure(cause);
  }
}

/** Only a page that is there is judged by its type: what a site says with an error may be of any. */
function refuseOtherTypes(response: IncomingMessage, accept: string | undefined): void {
  const type = mediaType(response.headers['content-type'] ?? '');
  const { statusCode: status = 0 } = response;
  if (accept === undefined || type === '' || status < 200 || status >= 300) return;
  if (accept.split(',').some((accepted) => mediaType(accepted) === type)) return;
  throw new Failure('not-html', `This address leads to ${sayMediaType(type)}, not to a web page.`, {
    details: { content_type: type },
  });
}

function mediaType(value: string): string {
  return value.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
