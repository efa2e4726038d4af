import { Failure } from '../failure.ts';
import { redirectTarget } from '../security/open-web.ts';
import type { FetchedBody } from '../security/guarded-fetch.ts';
import { decodeHtml } from './decode-html.ts';
import type { FetchWeb } from './fetch-web.ts';
import { fileKind } from './file-kind.ts';
import { readRobotsTag } from './robots-tag.ts';
import { refusedStatus } from './refused-status.ts';
import type { RenderedPage, Renderer, RenderOrder } from './renderer.ts';

const DEADLINE_MS = 30_000;
const MAX_REDIRECTS = 10;
const PAGES = 'text/html,application/xhtml+xml';

/** Fetches pages as they come over the wire; no script runs. Each redirect is asked for anew, by the same rules as the start. */
export function fetchRenderer(fetchWeb: FetchWeb): Renderer {
  return {
    async render(start, order) {
      const answer = await followHops(start, PAGES, order, fetchWeb);
      return answer.status === 304 ? null : pageOf(answer);
    },
  };
}

/** Gets what is at an address, redirect by redirect. Throws as `guardedFetch` does, and for every status that brings nothing. */
export async function followHops(
  start: string,
  accept: string | null,
  order: RenderOrder,
  fetchWeb: FetchWeb,
): Promise<FetchedBody> {
  const seen = new Set<string>();
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (seen.has(url)) throw new Failure('fetch-failed', 'The site redirects in a circle.');
    seen.add(url);
    const answer = await askOnce(url, accept, order, fetchWeb);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === undefined) {
      return requireAnswer(answer, order);
    }
    url = redirectTarget(location, new URL(url)).href;
  }
  throw new Failure('fetch-failed', `The site redirected more than ${MAX_REDIRECTS} times.`);
}

async function askOnce(
  url: string,
  accept: string | null,
  { allow, enter, maxBytes, signal, validators }: RenderOrder,
  fetchWeb: FetchWeb,
): Promise<FetchedBody> {
  await allow(url);
  const answered = await enter(url);
  try {
    return await fetchWeb(url, {
      ...(accept !== null && { accept }),
      maxBytes,
      signal,
      deadlineMs: DEADLINE_MS,
      followRedirects: false,
      headers: {
        ...(validators?.etag && { 'if-none-match': validators.etag }),
        ...(validators?.last_modified && { 'if-modified-since': validators.last_modified }),
      },
    });
  } finally {
    answered();
  }
}

function requireAnswer(answer: FetchedBody, order: RenderOrder): FetchedBody {
  const { status, headers, url } = answer;
  if ((status >= 200 && status < 300) || (status === 304 && order.validators !== null)) return answer;
  const refused = refusedStatus(status, headers);
  const wait = refused.details?.['retry_after_s'];
  if (typeof wait === 'number') order.rest(url, wait * 1_000);
  throw refused;
}

function pageOf({ url, status, headers, body, contentType }: FetchedBody): RenderedPage {
  const kind = fileKind(body);
  if (kind !== null) throw new Failure('not-html', `This address leads to ${kind}, not to a web page.`);
  return {
    url,
    status,
    by: 'fetch',
    html: decodeHtml(body, contentType),
    bytes: body.byteLength,
    validators: { etag: headers.etag ?? null, last_modified: headers['last-modified'] ?? null },
    robots: readRobotsTag(headers['x-robots-tag']),
  };
}
