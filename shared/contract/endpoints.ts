import * as z from 'zod/mini';
import { plainText, retentionPolicy, tags, url } from './fields.ts';
import { LIMITS } from './limits.ts';
import {
  forgetReceipt,
  forgetRequest,
  lookupAnswer,
  lookupQuery,
  memoryList,
  memoryQuery,
  memoryStats,
  syncMetrics,
} from './memory.ts';
import { listedPage, pageCapture, savedPage } from './page.ts';
import { listedToken, pairedClient, pairingClaim, scope } from './pairing.ts';
import { searchAnswer, searchRequest } from './passage.ts';
import type { Scope } from './pairing.ts';

/** One row of the table: how a route is called, who may call it, what goes in and what comes out. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** null: no bearer asked. */
  readonly scope: Scope | null;
  /** Where the request is read from; `query` values are converted to numbers and booleans. */
  readonly from: 'query' | 'body' | 'query-or-body' | 'none';
  readonly request: z.ZodMiniType;
  readonly response: z.ZodMiniType;
  /** Largest accepted body in bytes. @default LIMITS.bodyBytes */
  readonly maxBytes?: number;
}

const nothing = z.object({});
const pageId = z.object({ id: z.number() });

export const storeRequest = z.object({
  url,
  tags: z.optional(tags),
  retention_policy: z.optional(retentionPolicy),
  note: z.optional(plainText(LIMITS.noteCharacters, 'The note')),
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
});

const health = z.object({
  status: z.literal('healthy'),
  ready: z.boolean(),
  version: z.optional(z.string()),
  model: z.optional(z.nullable(z.string())),
  dimensions: z.optional(z.number()),
  pending: z.optional(z.number()),
});

/** Every route both sides know. Path parameters are written `{id}`. */
export const endpoints = {
  health: { method: 'GET', path: '/health', scope: null, from: 'none', request: nothing, response: health },
  pair: {
    method: 'POST',
    path: '/pair/claim',
    scope: null,
    from: 'body',
    request: pairingClaim,
    response: pairedClient,
  },
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
  search: {
    method: 'POST',
    path: '/api/v1/search',
    scope: 'read',
    from: 'body',
    request: searchRequest,
    response: searchAnswer,
  },
  lookup: {
    method: 'GET',
    path: '/api/v1/pages/lookup',
    scope: 'read',
    from: 'query',
    request: lookupQuery,
    response: lookupAnswer,
  },
  page: {
    method: 'GET',
    path: '/api/v1/pages/{id}',
    scope: 'read',
    from: 'none',
    request: pageId,
    response: listedPage,
  },
  markdown: {
    method: 'GET',
    path: '/api/v1/pages/{id}/markdown',
    scope: 'read',
    from: 'query',
    request: z.extend(pageId, { front_matter: z.optional(z.union([z.boolean(), z.number()])) }),
    response: z.string(),
  },
  list: {
    method: 'GET',
    path: '/api/v1/memory',
    scope: 'read',
    from: 'query',
    request: memoryQuery,
    response: memoryList,
  },
  forget: {
    method: 'DELETE',
    path: '/api/v1/memory',
    scope: 'forget',
    from: 'query-or-body',
    request: forgetRequest,
    response: forgetReceipt,
  },
  stats: {
    method: 'GET',
    path: '/api/v1/stats',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: memoryStats,
  },
  sync: {
    method: 'POST',
    path: '/api/v1/sync',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: syncMetrics,
  },
  tokens: {
    method: 'GET',
    path: '/api/v1/tokens',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: z.object({ tokens: z.array(listedToken) }),
  },
  createToken: {
    method: 'POST',
    path: '/api/v1/tokens',
    scope: 'admin',
    from: 'body',
    request: z.object({ name: plainText(100, 'The name'), scopes: z.optional(z.array(scope)) }),
    response: pairedClient,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/v1/tokens',
    scope: 'admin',
    from: 'query-or-body',
    request: z.object({ client_id: plainText(100, 'client_id') }),
    response: z.object({ revoked: z.boolean() }),
  },
  openPairing: {
    method: 'POST',
    path: '/api/v1/pairing',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: z.object({ digits: z.string(), expires_at: z.string() }),
  },
  shutdown: {
    method: 'POST',
    path: '/api/v1/shutdown',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: z.object({ stopping: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
export type RequestOf<N extends EndpointName> = z.input<(typeof endpoints)[N]['request']>;
export type ResponseOf<N extends EndpointName> = z.output<(typeof endpoints)[N]['response']>;
