import type { Endpoint } from './endpoint.ts';
import { listedToken, readList, readsQuery, tokenEdit } from './pairing.ts';

/** What scripts and agents may do and did; a person looks after it in the options page of a connected browser. */
export const clientEndpoints = {
  editToken: {
    method: 'PATCH',
    path: '/api/v1/tokens',
    scope: 'forget',
    from: 'body',
    request: tokenEdit,
    response: listedToken,
  },
  reads: {
    method: 'GET',
    path: '/api/v1/tokens/reads',
    scope: 'forget',
    from: 'query',
    request: readsQuery,
    response: readList,
  },
} as const satisfies Record<string, Endpoint>;
