import type { IncomingHttpHeaders } from 'node:http';
import { Failure } from '../failure.ts';

const SENTENCES: Readonly<Record<number, string>> = {
  401: 'The site asks for a login here (401); open the page in your browser and remember it there.',
  403: 'The site does not show this page to a crawler (403); open it in your browser and remember it there.',
  404: 'There is no page at this address any more (404).',
  410: 'The site took this page away for good (410).',
  429: 'The site asks to be left alone for a while (429).',
  451: 'The site may not show this page for legal reasons (451).',
};

/** A site's wish to be asked later is heard up to this many seconds. */
const LONGEST_WAIT_S = 3_600;

/** Says what an answer that brings no page means; its details hold `status_code`, and `retry_after_s` where the site said it. */
export function refusedStatus(status: number, headers: IncomingHttpHeaders, now = Date.now()): Failure {
  const fallback =
    status >= 500
      ? `The site has trouble of its own (${status}).`
      : `The site answered ${status} for this address, so there is no page to keep.`;
  const wait = readRetryAfter(headers['retry-after'], now);
  return new Failure('fetch-failed', SENTENCES[status] ?? fallback, {
    details: { status_code: status, ...(wait !== null && { retry_after_s: wait }) },
  });
}

/** `Retry-After` in seconds from now, whether it is given as seconds or as a date (RFC 9110, 10.2.3); null when it is neither. */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), LONGEST_WAIT_S);
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(0, Math.ceil((at - now) / 1_000)), LONGEST_WAIT_S);
}
