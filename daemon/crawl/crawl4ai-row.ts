import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import type { FailureCode } from '../../shared/contract/failure.ts';
import { Failure } from '../failure.ts';
import { sayMediaType } from '../security/say-media-type.ts';
import { refusedStatus } from './refused-status.ts';
import type { RenderedPage } from './renderer.ts';
import { readRobotsTag } from './robots-tag.ts';

/** What Crawl4AI says of one address, as far as it is of use here. Statuses are null where no answer came. */
const crawl4aiRow = z.object({
  url: z.string(),
  html: z.string().nullish(),
  success: z.boolean(),
  /** Of the first hop, as are the headers. */
  status_code: z.number().nullish(),
  redirected_status_code: z.number().nullish(),
  redirected_url: z.string().nullish(),
  response_headers: z.record(z.string(), z.unknown()).nullish(),
  error_message: z.string().nullish(),
  /** Only where it was asked to read the page. */
  markdown: z.object({ fit_markdown: z.string().nullish() }).nullish().catch(null),
});
export type Crawl4aiRow = z.output<typeof crawl4aiRow>;

/** The first line of an answer of `/crawl/stream`. Throws `fetch-failed` where it is none. */
export function readRow(text: string): Crawl4aiRow {
  try {
    const [line = ''] = text.split('\n', 1);
    return crawl4aiRow.parse(JSON.parse(line));
  } catch (cause) {
    throw new Failure('fetch-failed', 'Crawl4AI gave an answer that is none.', { cause });
  }
}

/** What a browser says where no page came, and what that means. The library quotes its own source beside it, so none may fit that. */
const REASONS: readonly (readonly [says: RegExp, code: FailureCode, sentence: string])[] = [
  [/Timeout \d+ms exceeded/, 'fetch-failed', 'The page did not come in time.'],
  [/net::ERR_NAME_NOT_RESOLVED/, 'fetch-failed', 'The site could not be found.'],
  [/net::ERR_CONNECTION_REFUSED/, 'fetch-failed', 'The site refused the connection.'],
  [/net::ERR_(?:CERT|SSL|BAD_SSL)/, 'fetch-failed', 'The certificate of the site is not valid.'],
  [/net::ERR_TOO_MANY_REDIRECTS/, 'fetch-failed', 'The site redirects in a circle.'],
  [/net::ERR_(?:CONNECTION|TUNNEL|PROXY|ADDRESS|EMPTY)/, 'fetch-failed', 'The site could not be reached.'],
  [/too large a page: \d/, 'too-large', 'The page is larger than 32 MB.'],
  [
    /has been closed|crashed|Browser closed|Connection closed/,
    'page-too-complex',
    'The page took more of the browser than one page may.',
  ],
  [
    /Download is starting|net::ERR_ABORTED|not a page: \w/,
    'not-html',
    'This address leads to a file, not to a web page.',
  ],
];

/** Where the browser was in the end. Throws `fetch-failed` where a page led it to what it could not show. */
export function foundAt({ url, redirected_url }: Crawl4aiRow): string {
  const found = redirected_url ?? url;
  if (found.startsWith('chrome-error:')) throw new Failure('fetch-failed', 'The site could not be reached.');
  return found;
}

/** Gets why a page could not be rendered where that says nothing to a person. */
export type ReportUnknown = (line: string, cause: Error) => void;

/** Makes a page of a row. Throws what stood in the way: `fetch-failed` with its status, `not-html`. */
export function pageOfRow(row: Crawl4aiRow, report: ReportUnknown): RenderedPage {
  const status = row.redirected_status_code ?? row.status_code ?? null;
  const html = row.html ?? '';
  if (status === null) throw failureOf(row.error_message ?? '', report);
  const headers = headersOf(row);
  if (status < 200 || status >= 300) throw refusedStatus(status, headers);
  // What it takes for a block is often a small page: with a status that says otherwise only an empty one is none.
  if (!row.success && html === '') throw failureOf(row.error_message ?? '', report);
  requirePage(headers['content-type']);
  return {
    url: foundAt(row),
    status,
    by: 'crawl4ai',
    html,
    bytes: Buffer.byteLength(html),
    validators: { etag: headers.etag ?? null, last_modified: headers['last-modified'] ?? null },
    robots: readRobotsTag(headers['x-robots-tag']),
  };
}

/** Only the first hop's are told, so after a redirect there are none. */
function headersOf({
  status_code,
  redirected_status_code,
  response_headers,
}: Crawl4aiRow): IncomingHttpHeaders {
  const isFirst = (redirected_status_code ?? status_code) === status_code;
  const texts = Object.entries(response_headers ?? {}).filter(([, value]) => typeof value === 'string');
  return isFirst ? (Object.fromEntries(texts) as IncomingHttpHeaders) : {};
}

function requirePage(contentType: string | undefined): void {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'text/html' || type === 'application/xhtml+xml') return;
  throw new Failure('not-html', `This address leads to ${sayMediaType(type)}, not to a web page.`, {
    details: { content_type: type },
  });
}

function failureOf(message: string, report: ReportUnknown): Failure {
  // The library begins with where in its own source it noticed.
  const cause = new Error(message.replace(/^Unexpected error in [^\n]*\n/, '').slice(0, 2_000));
  // A page that came too late may come in time when it is asked for again.
  if (message.includes('Timeout')) cause.name = 'TimeoutError';
  const [, code, sentence] = REASONS.find(([says]) => says.test(message)) ?? [];
  if (code === undefined) report('a page could not be rendered', cause);
  return new Failure(code ?? 'fetch-failed', sentence ?? 'The page could not be rendered.', { cause });
}
