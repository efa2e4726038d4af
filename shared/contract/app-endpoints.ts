import * as z from 'zod/mini';
import { blockAnswer, blockRequest } from './blocklist.ts';
import type { Endpoint } from './endpoint.ts';
import { plainText } from './fields.ts';
import { memoryStats } from './memory.ts';
import { pairedClient, pairingClaim } from './pairing.ts';

const nothing = z.object({});

const health = z.object({
  status: z.literal('healthy'),
  ready: z.boolean(),
  /** The memory has a passphrase that was not given yet: nothing is answered but this. */
  locked: z.optional(z.literal(true)),
  version: z.optional(z.string()),
  model: z.optional(z.nullable(z.string())),
  dimensions: z.optional(z.number()),
  pending: z.optional(z.number()),
});

/** The app itself: its state, who may call it, what it must not keep. */
export const appEndpoints = {
  health: { method: 'GET', path: '/health', scope: null, from: 'none', request: nothing, response: health },
  pair: {
    method: 'POST',
    path: '/pair/claim',
    scope: null,
    from: 'body',
    request: pairingClaim,
    response: pairedClient,
  },
  stats: {
    method: 'GET',
    path: '/api/v1/stats',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: memoryStats,
  },
  block: {
    method: 'POST',
    path: '/api/v1/blocked-domains',
    scope: 'capture',
    from: 'body',
    request: blockRequest,
    response: blockAnswer,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/v1/tokens',
    scope: 'forget',
    from: 'query-or-body',
    request: z.object({ client_id: plainText(100, 'client_id') }),
    response: z.object({ revoked: z.boolean() }),
  },
} as const satisfies Record<string, Endpoint>;
