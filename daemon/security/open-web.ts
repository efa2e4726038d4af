import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Failure } from '../failure.ts';
import { answerOnly } from './answer-only.ts';
import { untilAborted } from './until-aborted.ts';
import { USER_AGENT } from './user-agent.ts';
import { addressForbidden, parseWebUrl, vetUrl } from './vet-url.ts';
import type { Resolve, VettedUrl } from './vet-url.ts';

const MAX_REDIRECTS = 10;
/** Sites with many cookies send more than Node's 16 kB. */
const MAX_HEADER_BYTES = 64 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How far a request may reach. */
export interface Reach {
  /** `host[:port]` names from the configuration that may be internal. @default [] */
  readonly allowHosts?: readonly string[] | undefined;
  /** @default the system's resolver */
  readonly resolve?: Resolve | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Throws for an address, of the start or of a redirect, that must not be asked for; called before its name is resolved. */
  readonly checkUrl?: ((url: string) => void) | undefined;
  /** Longest silence on the connection in milliseconds. @default none */
  readonly idleMs?: number | undefined;
  /** `false`: an answer that redirects is returned as it is, for whoever asks for the next one by rules of its own. @default true */
  readonly followRedirects?: boolean | undefined;
}

export interface OpenAnswer {
  readonly response: IncomingMessage;
  /** Where the last redirect led. */
  readonly url: URL;
}

/**
 * Sends a GET and follows up to 10 redirects; the answer's body is still to be read. Every hop is parsed, resolved and
 * checked anew: where a redirect leads is not the site's to decide. Throws `url-invalid`, `address-forbidden` or
 * `fetch-failed`, or the signal's reason.
 */
export async function openWeb(
  start: string,
  headers: Readonly<Record<string, string>>,
  reach: Reach,
): Promise<OpenAnswer> {
  let url = parseWebUrl(start);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    reach.checkUrl?.(url.href);
    // A name lookup cannot be cancelled, but nobody has to wait for it.
    const vetting = vetUrl(url, reach.allowHosts, reach.resolve);
    const vetted = await (reach.signal === undefined ? vetting : untilAborted(vetting, reach.signal));
    const response = await dial(vetted, headers, reach);
    const { location } = response.headers;
    const isRedirect = REDIRECTS.has(response.statusCode ?? 0) && location !== undefined;
    if (!isRedirect || reach.followRedirects === false) return { response, url };
    response.destroy();
    url = redirectTarget(location, url);
  }
  throw new Failure('fetch-failed', `The site redirected more than ${MAX_REDIRECTS} times.`);
}

/** Where a redirect leads; `address-forbidden` where that is nothing that may be fetched. */
export function redirectTarget(location: string, from: URL): URL {
  try {
    return parseWebUrl(location, from);
  } catch {
    throw addressForbidden();
  }
}

function dial(
  vetted: VettedUrl,
  headers: Readonly<Record<string, string>>,
  reach: Reach,
): Promise<IncomingMessage> {
  const { url, addresses } = vetted;
  const options: RequestOptions = {
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headers: { 'user-agent': USER_AGENT, ...headers },
    lookup: answerOnly(addresses),
    ...(reach.signal === undefined ? {} : { signal: reach.signal }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
    request.on('response', resolve).on('error', reject);
    const { idleMs } = reach;
    if (idleMs !== undefined) {
      request.setTimeout(idleMs, () => {
        request.destroy(new Failure('fetch-failed', `The site was silent for ${idleMs / 1_000} s.`));
      });
    }
    request.end();
  });
}
