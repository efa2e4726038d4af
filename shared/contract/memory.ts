import * as z from 'zod/mini';
import { instant, plainText, retentionPolicy, url, wholeNumber, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';
import { listedPage } from './page.ts';

export const memoryQuery = z.object({
  filter: z.optional(retentionPolicy),
  tag: z.optional(plainText(LIMITS.tagCharacters, 'The tag')),
  domain: z.optional(plainText(LIMITS.patternCharacters, 'The domain')),
  language: z.optional(plainText(100, 'The language')),
  since: z.optional(instant),
  until: z.optional(instant),
  sort: z.optional(z.enum(['newest', 'oldest', 'title'])),
  limit: z.optional(wholeNumber(1, LIMITS.listedPages, 'limit')),
  offset: z.optional(wholeNumber(0, 1_000_000_000, 'offset')),
  cursor: z.optional(withFacts(plainText(200, 'The cursor'), { maxLength: 200, format: 'cursor' })),
});
export type MemoryQuery = z.infer<typeof memoryQuery>;

export const memoryList = z.object({
  content: z.array(listedPage),
  count: z.number(),
  total_count: z.number(),
  next_cursor: z.nullable(z.string()),
  /** Says in one sentence that something damaged was left out. */
  notice: z.optional(z.string()),
});
export type MemoryList = z.infer<typeof memoryList>;

export const forgetRequest = z.object({ url });

/** What a forgetting removed. */
export const forgetReceipt = z.object({
  receipt_id: z.string(),
  pages: z.number(),
  passages: z.number(),
  vectors: z.number(),
  images: z.number(),
  versions: z.number(),
  checked: z.boolean(),
  removed_count: z.number(),
  /** Takes the forgetting back by `DELETE /jobs/{job_id}`, until `hidden_until`. */
  job_id: z.optional(z.string()),
  hidden_until: z.optional(z.string()),
});
export type ForgetReceipt = z.infer<typeof forgetReceipt>;

/** What a forgetting would remove, and the first of its pages. */
export const forgetPreview = z.object({
  dry_run: z.literal(true),
  pages: z.number(),
  passages: z.number(),
  images: z.number(),
  versions: z.number(),
  listed: z.array(z.object({ page_id: z.number(), url: z.string(), title: z.string() })),
});
export type ForgetPreview = z.infer<typeof forgetPreview>;

export const lookupQuery = z.object({ url });
/** `blocked` is the pattern that keeps this address out, if one does. */
export const lookupAnswer = z.object({
  found: z.boolean(),
  page: z.optional(listedPage),
  blocked: z.nullable(z.string()),
});
export type LookupAnswer = z.infer<typeof lookupAnswer>;

/** Pages by one of their facts, most first; `name` is null where the fact is not known. */
export const breakdown = z.array(z.object({ name: z.nullable(z.string()), pages: z.number() }));

/** What the browser shows of the numbers; `stats.ts` has them all. */
export const memoryStats = z.object({
  total_pages: z.number(),
  total_passages: z.number(),
  by_retention: breakdown,
  by_language: breakdown,
  pending_embeddings: z.number(),
  /** Bytes. */
  database_size_bytes: z.number(),
  index_size_bytes: z.number(),
  last_captured_at: z.nullable(z.string()),
  sync_metrics: z.object({ pending_changes: z.number() }),
});
export type MemoryStats = z.infer<typeof memoryStats>;

/** Sites by how many pages are kept of them, most first. */
export const domainList = z.object({
  domains: z.array(z.object({ domain: z.string(), page_count: z.number() })),
  total_domains: z.number(),
  total_pages: z.number(),
});
export type DomainList = z.infer<typeof domainList>;
