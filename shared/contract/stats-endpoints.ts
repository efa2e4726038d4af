import * as z from 'zod/mini';
import { browserEndpoints } from './browser-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { databaseStats, fullStats } from './stats.ts';

/** The numbers as a script or an agent asks for them; the browser reads only some of the first. */
export const statsEndpoints = {
  stats: { ...browserEndpoints.stats, response: fullStats },
  databaseStats: {
    method: 'GET',
    path: '/api/v1/db/stats',
    scope: 'read',
    from: 'none',
    request: z.object({}),
    response: databaseStats,
  },
  /** For Prometheus: counts and sizes, and no word of any page. */
  metrics: {
    method: 'GET',
    path: '/metrics',
    scope: 'admin',
    from: 'none',
    request: z.object({}),
    response: z.string(),
  },
} as const satisfies Record<string, Endpoint>;
