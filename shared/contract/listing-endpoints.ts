import * as z from 'zod/mini';
import { blockList, blockRequest, blockTest, blockVerdict, unblockAnswer } from './blocklist.ts';
import type { Endpoint } from './endpoint.ts';
import { pastInstant, wholeNumber } from './fields.ts';
import { domainList, memoryList, memoryQuery } from './memory.ts';
import { pageId } from './page-endpoints.ts';
import { listedPage } from './page.ts';
import { listedToken } from './pairing.ts';
import { mergeAnswer, mergeRequest } from './tag.ts';

const nothing = z.object({});

/** What the library and the options list, read and put in order, and the extension's background never asks. */
export const listingEndpoints = {
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
    request: z.extend(pageId, {
      front_matter: z.optional(z.union([z.boolean(), wholeNumber(0, 1, 'front_matter')])),
      as_of: z.optional(pastInstant),
    }),
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
  // Unblocking lets more in, which page text must not be able to talk an agent into.
  unblock: {
    method: 'DELETE',
    path: '/api/v1/blocked-domains',
    scope: 'forget',
    from: 'query-or-body',
    request: z.pick(blockRequest, { pattern: true }),
    response: unblockAnswer,
  },
  mergeTags: {
    method: 'POST',
    path: '/api/v1/tags/merge',
    scope: 'capture',
    from: 'body',
    request: mergeRequest,
    response: mergeAnswer,
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
} as const satisfies Record<string, Endpoint>;
