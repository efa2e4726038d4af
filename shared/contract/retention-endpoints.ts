import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { wholeNumber } from './fields.ts';
import { LIMITS } from './limits.ts';

/** What ended: the session, and how many pages went with it. */
export const clearedTemp = z.object({ removed_count: z.number(), session_id: z.string() });
export type ClearedTemp = z.infer<typeof clearedTemp>;

/** `next_sweep_at`: pages of the list go for good then; those whose days are over are hidden already. */
export const expiringList = z.object({
  pages: z.array(
    z.object({
      page_id: z.number(),
      url: z.string(),
      title: z.string(),
      retention_policy: z.string(),
      expires_at: z.string(),
    }),
  ),
  count: z.number(),
  next_sweep_at: z.string(),
});
export type ExpiringList = z.infer<typeof expiringList>;

/** The end of a session, which a browser says when it starts anew. */
export const sessionEndpoints = {
  /** Ends the caller's own session; `all` ends everybody's. */
  clearTemp: {
    method: 'DELETE',
    path: '/api/v1/memory/temp',
    scope: 'forget',
    from: 'query-or-body',
    request: z.object({ all: z.optional(z.boolean({ error: 'all must be true or false.' })) }),
    response: clearedTemp,
  },
} as const satisfies Record<string, Endpoint>;

/** What ends a page's stay: its days, and the session it was kept for. */
export const sweepEndpoints = {
  /** Ends the session that the caller names, which can only be one of its own: what it keeps for longer stays. */
  endSession: {
    method: 'DELETE',
    path: '/api/v1/session',
    scope: 'capture',
    from: 'none',
    request: z.object({}),
    response: clearedTemp,
  },
  expiring: {
    method: 'GET',
    path: '/api/v1/memory/expired',
    scope: 'forget',
    from: 'query',
    request: z.object({ within_days: z.optional(wholeNumber(0, LIMITS.retentionDays, 'within_days')) }),
    response: expiringList,
  },
  sweep: {
    method: 'DELETE',
    path: '/api/v1/memory/expired',
    scope: 'forget',
    from: 'none',
    request: z.object({}),
    response: z.object({ removed_count: z.number(), receipt_id: z.nullable(z.string()) }),
  },
} as const satisfies Record<string, Endpoint>;
