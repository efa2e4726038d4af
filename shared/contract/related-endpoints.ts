import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import { wholeNumber } from './fields.ts';
import { pageId } from './page-endpoints.ts';
import { foundPassage } from './passage.ts';

export const relatedRequest = z.extend(pageId, { limit: z.optional(wholeNumber(1, 100, 'limit')) });
export type RelatedRequest = z.infer<typeof relatedRequest>;

/** Pages on the same thing as one that is kept, nearest first, each by its nearest passage. */
export const relatedAnswer = z.object({
  page_id: z.number(),
  results: z.array(foundPassage),
  count: z.number(),
});
export type RelatedAnswer = z.infer<typeof relatedAnswer>;

/** What stands near a page. */
export const relatedEndpoints = {
  related: {
    method: 'GET',
    path: '/api/v1/pages/{id}/related',
    scope: 'read',
    from: 'query',
    request: relatedRequest,
    response: relatedAnswer,
  },
} as const satisfies Record<string, Endpoint>;
