import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { plainText } from './fields.ts';
import { syncMetrics } from './stats.ts';
import { pageId } from './page-endpoints.ts';
import { cleaningTrace } from './page.ts';
import { openedPairing, pairedClient, reach, scope } from './pairing.ts';

const nothing = z.object({});

/** What only the command line and scripts ask; kept out of the extension, whose background is small. */
export const commandEndpoints = {
  sync: {
    method: 'POST',
    path: '/api/v1/sync',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: syncMetrics,
  },
  createToken: {
    method: 'POST',
    path: '/api/v1/tokens',
    scope: 'admin',
    from: 'body',
    request: z.object({
      name: plainText(100, 'The name'),
      scopes: z.optional(z.array(scope)),
      reach: z.optional(reach),
    }),
    response: pairedClient,
  },
  openPairing: {
    method: 'POST',
    path: '/api/v1/pairing',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: openedPairing,
  },
  shutdown: {
    method: 'POST',
    path: '/api/v1/shutdown',
    scope: 'admin',
    from: 'none',
    request: nothing,
    response: z.object({ stopping: z.boolean() }),
  },
  explainPage: {
    method: 'GET',
    path: '/api/v1/pages/{id}/explain',
    scope: 'read',
    from: 'none',
    request: pageId,
    response: cleaningTrace,
  },
} as const satisfies Record<string, Endpoint>;
