import type { FailureBody, FailureCode } from '../../shared/contract/failure.ts';
import { Failure, WENT_WRONG } from '../failure.ts';

/** The one table of this door: what a room's failure code is in HTTP. */
const STATUS: Readonly<Record<FailureCode, number>> = {
  'bad-input': 400,
  'too-long': 400,
  'url-invalid': 400,
  unauthorized: 401,
  forbidden: 403,
  scope: 403,
  blocked: 403,
  sensitive: 403,
  'address-forbidden': 403,
  'pairing-refused': 403,
  'not-found': 404,
  method: 405,
  conflict: 409,
  forgotten: 409,
  'in-use': 409,
  'too-large': 413,
  'not-json': 415,
  'wrong-host': 421,
  'key-reused': 422,
  language: 422,
  'empty-page': 422,
  'no-words': 422,
  'page-too-complex': 422,
  'not-html': 422,
  // Another's site is away, not this one.
  'fetch-failed': 422,
  // RFC 4918, 11.3.
  locked: 423,
  'pairing-closed': 429,
  'rate-limited': 429,
  internal: 500,
  capacity: 503,
  'not-ready': 503,
  'model-missing': 503,
  'data-damaged': 503,
  'data-newer': 503,
  'disk-full': 507,
};

/** Every status a refusal can have, rising. */
export const FAILURE_STATUSES: readonly number[] = [...new Set(Object.values(STATUS))].toSorted(
  (a, b) => a - b,
);

/** Seconds a client should wait where the failure itself names none in `details.retry_after_s`. */
const RETRY_AFTER_S: Partial<Record<FailureCode, number>> = {
  'rate-limited': 1,
  capacity: 30,
  'not-ready': 2,
};

const DISK_FULL = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);

/** A refusal ready to be sent, by Hono or by the bare server. */
export interface FailureResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Turns whatever was thrown into an answer. What is no `Failure` keeps its stack, paths and SQL to itself. */
export function failureResponse(error: unknown, now = new Date()): FailureResponse {
  const failure = asFailure(error);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const asked = failure.details?.['retry_after_s'];
  const retryAfter = typeof asked === 'number' ? Math.max(1, Math.ceil(asked)) : RETRY_AFTER_S[failure.code];
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (failure.code === 'unauthorized') headers['www-authenticate'] = 'Bearer';
  const allow = failure.details?.['allow'];
  if (failure.code === 'method' && typeof allow === 'string') headers['allow'] = allow;
  const body: FailureBody = {
    success: false,
    error: {
      code: failure.code,
      message: failure.message,
      ...(failure.details === undefined ? {} : { details: failure.details }),
    },
    timestamp: now.toISOString(),
  };
  return { status: STATUS[failure.code], headers, body: JSON.stringify(body) };
}

function asFailure(error: unknown): Failure {
  if (isDiskFull(error)) {
    return new Failure('disk-full', 'The disk is full: nothing was changed. Free some space and try again.');
  }
  if (error instanceof Failure) return error;
  return new Failure('internal', WENT_WRONG);
}

/** Follows `cause` a few steps, since rooms wrap what SQLite and the file system throw. */
function isDiskFull(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && DISK_FULL.has(current.code)) return true;
    current = current.cause;
  }
  return false;
}
