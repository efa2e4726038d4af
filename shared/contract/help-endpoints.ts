import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';

const nothing = z.object({});

const apiHelp = z.object({
  tools: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      method: z.string(),
      path: z.string(),
      scope: z.nullable(z.string()),
      /** A request that is accepted as it stands. */
      example: z.record(z.string(), z.unknown()),
    }),
  ),
  api_info: z.object({ version: z.string(), documentation: z.string(), openapi: z.string() }),
});

/** The parts, and how each is doing. */
const apiStatus = z.object({
  components: z.object({
    store: z.object({ ready: z.boolean(), pages: z.number() }),
    index: z.object({ ready: z.boolean(), pending_sync: z.number() }),
    embedder: z.object({
      ready: z.boolean(),
      model: z.nullable(z.string()),
      pending: z.number(),
      failed: z.number(),
    }),
    /** `ready`: it can be asked without anything having to be fetched first; an embedded one starts when it is needed. */
    crawl4ai: z.object({
      mode: z.enum(['external', 'embedded', 'none']),
      ready: z.boolean(),
      running: z.boolean(),
      version: z.nullable(z.string()),
    }),
    jobs: z.object({ running: z.number(), waiting: z.number() }),
  }),
});

/** What a newcomer's script asks first. */
export const helpEndpoints = {
  help: {
    method: 'GET',
    path: '/api/v1/help',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: apiHelp,
  },
  status: {
    method: 'GET',
    path: '/api/v1/status',
    scope: 'read',
    from: 'none',
    request: nothing,
    response: apiStatus,
  },
} as const satisfies Record<string, Endpoint>;
