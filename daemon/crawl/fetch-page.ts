import { LIMITS } from '../../shared/contract/limits.ts';
import type { PageCapture } from '../../shared/contract/page.ts';
import { Failure } from '../failure.ts';
import type { FetchedBody } from '../security/guarded-fetch.ts';
import { decodeHtml } from './decode-html.ts';
import { fileKind } from './file-kind.ts';
import { refusedStatus } from './refused-status.ts';

const DEADLINE_MS = 30_000;

/** The guarded way out, as this room needs it. */
export type FetchWeb = (
  url: string,
  limits: {
    /** @default any type */
    accept?: string;
    maxBytes: number;
    deadlineMs: number;
    headers?: Readonly<Record<string, string>>;
    followRedirects?: boolean;
    signal?: AbortSignal;
    /** Throws where the address, or one that a redirect leads to, must not be asked for. */
    checkUrl?: (url: string) => void;
  },
) => Promise<FetchedBody>;

/** Fetches one page as static HTML: no script runs, nothing is kept. Fails with `not-html`, `fetch-failed`, `address-forbidden`, `too-large`. */
export async function fetchPage(url: string, fetchWeb: FetchWeb): Promise<PageCapture> {
  const fetched = await fetchWeb(url, {
    accept: 'text/html,application/xhtml+xml',
    maxBytes: LIMITS.captureBytes,
    deadlineMs: DEADLINE_MS,
  });
  if (fetched.status < 200 || fetched.status >= 300) {
    throw refusedStatus(fetched.status, fetched.headers);
  }
  const kind = fileKind(fetched.body);
  if (kind !== null) throw new Failure('not-html', `This address leads to ${kind}, not to a web page.`);
  const html = decodeHtml(fetched.body, fetched.contentType);
  return { url: fetched.url, html };
}
