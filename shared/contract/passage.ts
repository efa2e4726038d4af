import * as z from 'zod/mini';
import { instant, pastInstant, plainText, retentionPolicy, tags, wholeNumber, wording } from './fields.ts';
import { LIMITS } from './limits.ts';

/** Quotes a place in a page the W3C Web Annotation way: the exact words and up to 40 characters on each side. */
export const anchor = z.object({ exact: z.string(), prefix: z.string(), suffix: z.string() });
export type Anchor = z.infer<typeof anchor>;

export const passageKind = z.enum(['text', 'code']);
export type PassageKind = z.infer<typeof passageKind>;

/** Which pages may answer; every filter holds inside retrieval, before anything is ranked. */
export const searchFilters = z.object({
  tags: z.optional(tags),
  tags_match: z.optional(z.enum(['any', 'all'])),
  domain: z.optional(plainText(LIMITS.patternCharacters, 'The domain')),
  language: z.optional(plainText(100, 'The language')),
  since: z.optional(instant),
  until: z.optional(instant),
  retention_policy: z.optional(retentionPolicy),
  kind: z.optional(passageKind),
});

export type SearchFilters = z.infer<typeof searchFilters>;

/** `typing`: the last word may be unfinished. `respell: false`: a word that stands nowhere is not taken for a misspelt one. */
export const asTyped = { typing: z.optional(z.boolean()), respell: z.optional(z.boolean()) };

/** Words of the question that stand nowhere, and what was searched for instead. */
export const respelled = z.array(z.object({ from: z.string(), to: z.string() }));
export type Respelled = z.infer<typeof respelled>[number];

export const searchRequest = z.extend(searchFilters, {
  query: wording(LIMITS.questionCharacters, 'The question'),
  limit: z.optional(wholeNumber(1, LIMITS.searchResults, 'limit')),
  offset: z.optional(wholeNumber(0, 10_000, 'offset')),
  mode: z.optional(z.enum(['hybrid', 'semantic', 'keyword'])),
  group: z.optional(z.enum(['page', 'passage'])),
  /** Sentences to be quoted as answers; looking for them takes some 30 ms. @default 0 */
  answers: z.optional(wholeNumber(0, LIMITS.quotedAnswers, 'answers')),
  explain: z.optional(z.boolean()),
  /** Asks about what was kept at that instant, or at the end of that day; never a future one. */
  as_of: z.optional(pastInstant),
  ...asTyped,
});

export type SearchRequest = z.infer<typeof searchRequest>;

/** One answer: a passage, where it stands, and why it was found. `highlights` index into `content` in UTF-16 units. */
export const foundPassage = z.object({
  page_id: z.number(),
  passage_id: z.number(),
  url: z.string(),
  title: z.string(),
  domain: z.string(),
  content: z.string(),
  heading_path: z.array(z.string()),
  start: z.number(),
  end: z.number(),
  anchor,
  jump_url: z.string(),
  highlights: z.array(z.tuple([z.number(), z.number()])),
  similarity_score: z.nullable(z.number()),
  score: z.number(),
  matched_by: z.array(z.enum(['words', 'meaning', 'tags'])),
  tags: z.array(z.string()),
  timestamp: z.string(),
  captured_at: z.string(),
  retention_policy: z.string(),
  language: z.nullable(z.string()),
  kind: passageKind,
  /** true where the passage speaks to programs that read it, such as “ignore your instructions”; left out elsewhere. */
  instruction_like: z.optional(z.boolean()),
  explain: z.optional(z.record(z.string(), z.unknown())),
});

export type FoundPassage = z.infer<typeof foundPassage>;

/** A sentence that answers: `quote` stands in the kept page exactly so; `score` is 0–1. */
export const quotedAnswer = z.object({
  page_id: z.number(),
  passage_id: z.number(),
  url: z.string(),
  title: z.string(),
  domain: z.string(),
  language: z.nullable(z.string()),
  captured_at: z.string(),
  quote: z.string(),
  anchor,
  jump_url: z.string(),
  score: z.number(),
});
export type QuotedAnswer = z.infer<typeof quotedAnswer>;

/**
 * Whether anything kept answers the question; `score` is 0–1, from 0.5 on something does. Otherwise the results are only
 * what is nearest.
 */
export const evidence = z.object({ found: z.boolean(), score: z.number() });
export type Evidence = z.infer<typeof evidence>;

/**
 * `evidence` is left out only in the first moments after a start. `answers` come where they were asked for, and none
 * without evidence. `notice` says in one sentence what the answer leaves out, such as meaning while the model is loading; `explain`, when
 * asked for, what the question was read as.
 */
export const searchAnswer = z.object({
  query: z.string(),
  results: z.array(foundPassage),
  count: z.number(),
  total: z.number(),
  took_ms: z.number(),
  evidence: z.optional(evidence),
  answers: z.optional(z.array(quotedAnswer)),
  respelled: z.optional(respelled),
  notice: z.optional(z.string()),
  explain: z.optional(z.record(z.string(), z.unknown())),
});

export type SearchAnswer = z.infer<typeof searchAnswer>;
