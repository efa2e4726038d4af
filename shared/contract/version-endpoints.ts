import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { wholeNumber } from './fields.ts';
import { pageId } from './page-endpoints.ts';

/** How a page read at some time. `captured_at` is when it was seen so first, `last_seen_at` last. */
export const pageVersion = z.object({
  /** Numbers a page's readings as they came. */
  version: z.number(),
  captured_at: z.string(),
  last_seen_at: z.string(),
  title: z.string(),
  passages: z.number(),
  /** How it reads now. */
  current: z.boolean(),
});
export type PageVersion = z.infer<typeof pageVersion>;

/** The latest first. */
export const versionList = z.object({
  page_id: z.number(),
  versions: z.array(pageVersion),
  count: z.number(),
});
export type VersionList = z.infer<typeof versionList>;

const passageText = z.object({ heading_path: z.array(z.string()), text: z.string() });

/** What the later of two versions has, lacks, and says otherwise, passage by passage in the order of the page. */
export const versionDiff = z.object({
  page_id: z.number(),
  from: pageVersion,
  to: pageVersion,
  added: z.array(passageText),
  removed: z.array(passageText),
  changed: z.array(z.object({ heading_path: z.array(z.string()), before: z.string(), after: z.string() })),
  counts: z.object({ added: z.number(), removed: z.number(), changed: z.number(), unchanged: z.number() }),
});
export type VersionDiff = z.infer<typeof versionDiff>;

const versionNumber = (name: string) => wholeNumber(1, Number.MAX_SAFE_INTEGER, name);

/** How a page read before. */
export const versionEndpoints = {
  versions: {
    method: 'GET',
    path: '/api/v1/pages/{id}/versions',
    scope: 'read',
    from: 'none',
    request: pageId,
    response: versionList,
  },
  /** Compared with `against`; without it with the version after it, and the latest with the one before. */
  versionDiff: {
    method: 'GET',
    path: '/api/v1/pages/{id}/versions/{n}/diff',
    scope: 'read',
    from: 'query',
    request: z.extend(pageId, {
      n: versionNumber('The version'),
      against: z.optional(versionNumber('against')),
    }),
    response: versionDiff,
  },
} as const satisfies Record<string, Endpoint>;
