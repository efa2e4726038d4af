import type { Failure } from '../failure.ts';
import type { ItemOutcome } from '../store/job-rows.ts';
import { SkipPage } from './skip-page.ts';

/** Nothing went wrong: a job meets these everywhere. */
const SKIPPED: ReadonlySet<string> = new Set(['blocked', 'sensitive', 'forgotten', 'language', 'not-html']);

/** What may come right by itself: the site's trouble, or the way to it. */
const PASSING_STATUS: ReadonlySet<unknown> = new Set([408, 425, 429, 500, 502, 503, 504]);
const PASSING_CAUSE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EPIPE',
]);

const FIRST_WAIT_MS = 1_000;

/** What an error says about one page of a job: left out, failed, or to be tried again later. Only `Failure` and `SkipPage` speak of a page. */
export function outcomeOf(
  error: Failure | SkipPage,
  tries: { readonly made: number; readonly retry: number; readonly now: number },
): ItemOutcome {
  const { code, message } = error;
  if (error instanceof SkipPage) return { state: 'skipped', code, message };
  const status_code = numberIn(error, 'status_code');
  if (SKIPPED.has(code)) {
    const language = error.details?.['language'];
    return {
      state: 'skipped',
      code,
      message,
      status_code,
      language: typeof language === 'string' ? language : null,
    };
  }
  if (tries.made <= tries.retry && mayPass(error, status_code)) {
    const wait = Math.max(
      FIRST_WAIT_MS * 4 ** (tries.made - 1),
      1_000 * (numberIn(error, 'retry_after_s') ?? 0),
    );
    return { state: 'waiting', not_before: tries.now + wait, code, message };
  }
  return { state: 'failed', code, message, status_code };
}

function numberIn({ details }: Failure, name: string): number | null {
  const value = details?.[name];
  return typeof value === 'number' ? value : null;
}

function mayPass({ code, cause }: Failure, status: number | null): boolean {
  if (code !== 'fetch-failed') return false;
  if (status !== null) return PASSING_STATUS.has(status);
  if (!(cause instanceof Error)) return false;
  return ('code' in cause && PASSING_CAUSE.has(cause.code)) || /^(?:Timeout|Abort)Error$/.test(cause.name);
}
