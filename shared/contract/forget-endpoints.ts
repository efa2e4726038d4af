import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { instant, pathId, plainText, url, wholeNumber, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';
import { forgetPreview, forgetReceipt, forgetRequest } from './memory.ts';
import { pageId } from './page-endpoints.ts';

const CONDITIONS = ['url', 'page_id', 'domain', 'tag', 'query', 'before'];

/**
 * Which pages to forget: those that every condition given holds for. `domain` covers its subdomains. `query` takes a page
 * only where each of its words and "quoted phrases" stands in the page's title, text or note as it is: no endings, no
 * spellings, no meaning. `before` is when the page was captured last. With `dry_run` nothing goes; with `delay_s` the
 * pages are hidden at once and removed that much later, until when `DELETE /jobs/{job_id}` brings them back. `backups`
 * also removes them from the backups.
 */
export const forgetManyRequest = withFacts(
  z.object({
    url: z.optional(url),
    page_id: z.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER, 'page_id')),
    domain: z.optional(
      withFacts(plainText(LIMITS.patternCharacters, 'The domain'), {
        maxLength: LIMITS.patternCharacters,
        format: 'hostname',
      }),
    ),
    tag: z.optional(plainText(LIMITS.tagCharacters, 'The tag')),
    query: z.optional(
      withFacts(plainText(LIMITS.questionCharacters, 'The query'), {
        maxLength: LIMITS.questionCharacters,
        format: 'visible-text',
      }),
    ),
    before: z.optional(instant),
    dry_run: z.optional(z.boolean()),
    delay_s: z.optional(wholeNumber(0, 60, 'delay_s')),
    backups: z.optional(z.boolean()),
  }),
  { anyOf: CONDITIONS.map((condition) => ({ required: [condition] })) },
);
export type ForgetManyRequest = z.infer<typeof forgetManyRequest>;

/** What was looked at once all was removed. `found_in` and `copies` are names inside the data folder; `copies` are backups and files put aside, which still hold what was forgotten. */
const checks = z.object({
  /** Rows and index entries of the pages that were left: 0. */
  rows: z.number(),
  /** Texts of the pages looked for, byte for byte, in `files` files of `bytes` bytes; none where a restart came between. */
  texts: z.number(),
  files: z.number(),
  bytes: z.number(),
  found_in: z.array(z.string()),
  copies: z.array(z.string()),
});
export type ForgetChecks = z.infer<typeof checks>;

/** A receipt as it stands: `hidden` can be undone, `removed` is being checked. It holds no word of what was forgotten. */
export const keptReceipt = z.extend(forgetReceipt, {
  state: z.enum(['hidden', 'removed', 'checked']),
  forgotten_at: z.string(),
  checks: z.nullable(checks),
});
export type KeptReceipt = z.infer<typeof keptReceipt>;

/** Hidden pages that came back. */
export const undoneForgetting = z.object({
  job_id: z.string(),
  state: z.literal('cancelled'),
  pages: z.number(),
});
export type UndoneForgetting = z.infer<typeof undoneForgetting>;

/** Forgetting by any condition, and taking it back. */
export const forgetEndpoints = {
  forgetMany: {
    method: 'POST',
    path: '/api/v1/forget',
    scope: 'forget',
    from: 'body',
    request: forgetManyRequest,
    response: z.union([forgetPreview, forgetReceipt]),
  },
  /** The same as to cancel its job. */
  undoForget: {
    method: 'DELETE',
    path: '/api/v1/forget/{id}',
    scope: 'forget',
    from: 'none',
    request: z.object({ id: pathId('The job') }),
    response: undoneForgetting,
  },
} as const satisfies Record<string, Endpoint>;

/** One page at once, and what has become of a forgetting: for the command line and scripts. */
export const receiptEndpoints = {
  forgetPage: {
    method: 'DELETE',
    path: '/api/v1/pages/{id}',
    scope: 'forget',
    from: 'none',
    request: pageId,
    response: forgetReceipt,
  },
  forget: {
    method: 'DELETE',
    path: '/api/v1/memory',
    scope: 'forget',
    from: 'query-or-body',
    request: forgetRequest,
    response: forgetReceipt,
  },
  receipt: {
    method: 'GET',
    path: '/api/v1/receipts/{id}',
    scope: 'read',
    from: 'none',
    request: z.object({ id: pathId('The receipt') }),
    response: keptReceipt,
  },
} as const satisfies Record<string, Endpoint>;
