import type * as z from 'zod/mini';
import type { Scope } from './pairing.ts';

/** One row of the table: how a route is called, who may call it, what goes in and what comes out. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path parameters are written `{id}`. */
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
