import * as z from 'zod/mini';
import { wholeNumber } from './fields.ts';
import { foundPassage, searchFilters, searchRequest } from './passage.ts';

/** A question whose first pages' tags may bring further pages. */
export const targetRequest = z.extend(searchFilters, {
  query: searchRequest.shape.query,
  initial_limit: z.optional(wholeNumber(1, 100, 'initial_limit')),
  expanded_limit: z.optional(wholeNumber(1, 1_000, 'expanded_limit')),
  explain: z.optional(z.boolean()),
});
export type TargetRequest = z.infer<typeof targetRequest>;

/** A tag of the first pages: its weight (0–1, the heaviest is 1) and how many kept pages carry it. */
export const discoveredTag = z.object({ tag: z.string(), weight: z.number(), pages: z.number() });
export type DiscoveredTag = z.infer<typeof discoveredTag>;

/** Pages of the question itself come first; those that only a tag brought follow, with `matched_by: ['tags']`. */
export const targetAnswer = z.object({
  query: z.string(),
  results: z.array(foundPassage),
  count: z.number(),
  discovered_tags: z.array(discoveredTag),
  expansion_used: z.boolean(),
  initial_results_count: z.number(),
  expanded_results_count: z.number(),
  took_ms: z.number(),
  notice: z.optional(z.string()),
});
export type TargetAnswer = z.infer<typeof targetAnswer>;
