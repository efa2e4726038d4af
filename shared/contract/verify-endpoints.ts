import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';

/** What was found in one index; `pages` are those of which it held something else than is kept. */
const indexReport = z.object({ structure: z.array(z.string()), pages: z.array(z.number()) });

/**
 * What reading all of the memory found. `sound`: nothing anywhere. `index_db` and `index_in_memory` follow from
 * `pages_db`, so what differs there is `mended` from it; null where there is none.
 */
export const verifyReport = z.object({
  sound: z.boolean(),
  mended: z.boolean(),
  seconds: z.number(),
  pages_db: z.object({
    structure: z.array(z.string()),
    damaged_rows: z.number(),
    pages: z.array(
      z.object({ page_id: z.number(), url: z.nullable(z.string()), parts: z.array(z.string()) }),
    ),
  }),
  index_db: z.nullable(indexReport),
  index_in_memory: z.nullable(indexReport),
});
export type VerifyReport = z.infer<typeof verifyReport>;

/** Mends on its way, so that it is nothing for who may only read. */
export const verifyEndpoints = {
  verify: {
    method: 'POST',
    path: '/api/v1/verify',
    scope: 'admin',
    from: 'none',
    request: z.object({}),
    response: verifyReport,
  },
} as const satisfies Record<string, Endpoint>;
