import * as z from 'zod/mini';
import { wholeNumber } from './fields.ts';
import { asTyped, evidence, foundPassage, respelled, searchFilters, searchRequest } from './passage.ts';

/** A question whose first pages' tags may bring further pages. */
export const targetRequest = z.extend(searchFilters, {
  query: searchRequest.shape.query,
  initial_limit: z.optional(wholeNumber(1, 100, 'initial_limit')),
  expanded_limit: z.optional(wholeNumber(1, 1_000, 'expanded_limit')),
  explain: z.optional(z.boolean()),
  ...asTyped,
});
export type TargetRequest = z.infer<typeof targetRequest>;

/** A tag of the first pages: its weight (0–1, the heaviest is 1) and how many kept pages carry it. */
export const discoveredTag = z.object({ tag: z.string(), weight: z.number(), pages: z.number() });
export type DiscoveredTag = z.infer<typeof discoveredTag>;

/**
 * The first `initial_limit` pages are those of the plain search, in its order. Pages that a tag brought follow: `tags` is in
 * their `matched_by` and in no other's, beside `words` or `meaning` where they match the question as well.
 * `discovered_tags` are the tags asked by: those that pages besides the first ones carry, and not nearly all of them.
 */
export const targetAnswer = z.object({
  query: z.string(),
  results: z.array(foundPassage),
  count: z.number(),
  discovered_tags: z.array(discoveredTag),
  expansion_used: z.boolean(),
  initial_results_count: z.number(),
  expanded_results_count: z.number(),
  took_ms: z.number(),
  evidence: z.optional(evidence),
  respelled: z.optional(respelled),
  notice: z.optional(z.string()),
  explain: z.optional(z.record(z.string(), z.unknown())),
});
export type TargetAnswer = z.infer<typeof targetAnswer>;
