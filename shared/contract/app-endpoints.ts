import * as z from 'zod/mini';
import { blockAnswer, blockList, blockRequest, blockTest, blockVerdict, unblockAnswer } from './blocklist.ts';
import type { Endpoint } from './endpoint.ts';
import { plainText } from './fields.ts';
import { domainList, memoryStats } from './memory.ts';
import { listedToken, pairedClient, pairingClaim } from './pairing.ts';

const nothing = z.object({});

const health = z.object({
  status: z.literal('healthy'),
  ready: z.boolean(),
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
  domains: {
    method: 'GET',
    path: '/api/v1/domains',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: domainList,
  },
  blocked: {
    method: 'GET',
    path: '/api/v1/blocked-domains',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: blockList,
  },
  testBlocked: {
    method: 'GET',
    path: '/api/v1/blocked-domains/test',
    scope: 'read',
    from: 'query',
    request: blockTest,
    response: blockVerdict,
  },
  block: {
    method: 'POST',
    path: '/api/v1/blocked-domains',
    scope: 'capture',
    from: 'body',
    request: blockRequest,
    response: blockAnswer,
  },
  // Unblocking lets more in, which page text must not be able to talk an agent into.
  unblock: {
    method: 'DELETE',
    path: '/api/v1/blocked-domains',
    scope: 'forget',
    from: 'query-or-body',
    request: z.pick(blockRequest, { pattern: true }),
    response: unblockAnswer,
  },
  // A person looks after the clients in the options page of a paired browser; that can only take access away.
  tokens: {
    method: 'GET',
    path: '/api/v1/tokens',
    scope: 'forget',
    from: 'none',
    request: nothing,
    response: z.object({ tokens: z.array(listedToken) }),
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
