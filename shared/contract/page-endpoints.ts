import * as z from 'zod/mini';
import { renderer } from './renderer.ts';
import type { Endpoint } from './endpoint.ts';
import { anyFieldOf, instant, plainText, retentionPolicy, tags, url, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';
import { lookupAnswer, lookupQuery } from './memory.ts';
import { listedPage, pageCapture, pageEdit, savedPage } from './page.ts';

export const pageId = z.object({
  id: withFacts(z.number(), { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
});

export const storeRequest = z.object({
  url,
  tags: z.optional(tags),
  retention_policy: z.optional(retentionPolicy),
  note: z.optional(plainText(LIMITS.noteCharacters, 'The note')),
  /** Keeps what looks like a page to sign in or to pay on. */
  allow_sensitive: z.optional(z.boolean()),
  /** When it was asked for, where it had to wait: a page forgotten since is not kept. @default now */
  asked_at: z.optional(instant),
});

export const storeAnswer = z.object({
  url: z.string(),
  page_id: z.number(),
  title: z.string(),
  content_preview: z.string(),
  content_length: z.number(),
  passages: z.number(),
  stored: z.boolean(),
  retention_policy: z.string(),
  /** Who brought the page. */
  renderer: z.optional(renderer),
  notice: z.optional(z.string()),
});

/** Pages: remembered, looked at, changed, forgotten. */
export const pageEndpoints = {
  capture: {
    method: 'POST',
    path: '/api/v1/capture',
    scope: 'capture',
    from: 'body',
    request: pageCapture,
    response: savedPage,
    maxBytes: LIMITS.captureBytes,
  },
  store: {
    method: 'POST',
    path: '/api/v1/crawl/store',
    scope: 'crawl',
    from: 'body',
    request: storeRequest,
    response: storeAnswer,
  },
  lookup: {
    method: 'GET',
    path: '/api/v1/pages/lookup',
    scope: 'read',
    from: 'query',
    request: lookupQuery,
    response: lookupAnswer,
  },
  editPage: {
    method: 'PATCH',
    path: '/api/v1/pages/{id}',
    scope: 'capture',
    from: 'body',
    request: anyFieldOf(
      z.extend(pageId, pageEdit.shape),
      ['tags', 'note', 'title', 'retention_policy', 'pinned'],
      'Say what to change: tags, note, title, retention_policy or pinned.',
    ),
    response: listedPage,
  },
} as const satisfies Record<string, Endpoint>;
