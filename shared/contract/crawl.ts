import * as z from 'zod/mini';
import { plainText, retentionPolicy, tags, url, wholeNumber, withFacts } from './fields.ts';
import { LIMITS } from './limits.ts';
import { renderer, RENDERERS } from './renderer.ts';

const askedRenderer = z.enum(['auto', ...RENDERERS]);

export const STRATEGIES = ['dfs', 'bfs', 'best'] as const;
export type Strategy = (typeof STRATEGIES)[number];

const MOST_PATTERNS = 100;
const patterns = z
  .array(plainText(LIMITS.patternCharacters, 'A pattern'))
  .check(z.maxLength(MOST_PATTERNS, { error: `At most ${MOST_PATTERNS} patterns can be given.` }));

function numberUpTo(high: number, error: string) {
  const number = z.number({ error }).check(z.refine((n) => n >= 0 && n <= high, { error }));
  return withFacts(number, { minimum: 0, maximum: high });
}

const score = numberUpTo(1, 'score_threshold must be a number from 0 to 1.');

/** Seconds between the starts of two requests to one host. */
const delay = numberUpTo(3_600, 'delay must be seconds from 0 to 3600.');

const concurrent = wholeNumber(1, 16, 'concurrent');

export const crawlRequest = z.object({ url, renderer: z.optional(askedRenderer) });

export const crawledPage = z.object({
  /** Where the last redirect led. */
  url: z.string(),
  title: z.string(),
  markdown: z.string(),
  content_length: z.number(),
  status_code: z.number(),
  images: z.array(z.object({ src: z.string(), alt: z.string(), caption: z.string() })),
  links: z.array(z.object({ url: z.string(), text: z.string() })),
  renderer,
  took_ms: z.number(),
  /** One sentence for a person, where the page was not there as a whole. */
  notice: z.optional(z.string()),
});
export type CrawledPage = z.infer<typeof crawledPage>;

/** A crawl that follows links. The start page has depth 0; seconds and bytes bound the whole of it. */
export const deepRequest = z.object({
  url,
  max_depth: z.optional(wholeNumber(1, 5, 'max_depth')),
  max_pages: z.optional(wholeNumber(1, 250, 'max_pages')),
  max_bytes: z.optional(wholeNumber(1, 10_000_000_000, 'max_bytes')),
  timeout: z.optional(wholeNumber(1, 86_400, 'timeout')),
  renderer: z.optional(askedRenderer),
  strategy: z.optional(z.enum(STRATEGIES)),
  include_external: z.optional(z.boolean()),
  score_threshold: z.optional(score),
  query: z.optional(plainText(LIMITS.questionCharacters, 'The question')),
  tags: z.optional(tags),
  retention_policy: z.optional(retentionPolicy),
  url_patterns: z.optional(patterns),
  exclude_patterns: z.optional(patterns),
  /** Only addresses whose path begins like this. */
  path_prefix: z.optional(plainText(LIMITS.patternCharacters, 'path_prefix')),
  /** Start also from what the sitemap lists. @default false */
  sitemap: z.optional(z.boolean()),
  /** Keep to robots.txt, noindex and nofollow. @default true */
  robots: z.optional(z.boolean()),
  /** Keep only these languages. @default those of the configuration */
  languages: z.optional(z.array(plainText(35, 'A language')).check(z.maxLength(50))),
  concurrent: z.optional(concurrent),
  delay: z.optional(delay),
  /** Answer with the finished report instead of at once. @default false */
  wait: z.optional(z.boolean()),
});
export type DeepRequest = z.infer<typeof deepRequest>;

const retry = wholeNumber(0, 10, 'retry');

export const batchRequest = z.object({
  urls: z
    .array(url)
    .check(
      z.minLength(1, { error: 'Give at least one address.' }),
      z.maxLength(10_000, { error: 'At most 10000 addresses can be given at once.' }),
    ),
  renderer: z.optional(askedRenderer),
  tags: z.optional(tags),
  retention_policy: z.optional(retentionPolicy),
  concurrent: z.optional(concurrent),
  delay: z.optional(delay),
  retry: z.optional(retry),
});
export type BatchRequest = z.infer<typeof batchRequest>;

/** Which kept pages are fetched again; a filter or `all` must be given. */
export const recrawlRequest = withFacts(
  z.object({
    all: z.optional(z.boolean()),
    policy: z.optional(retentionPolicy),
    tags: z.optional(tags),
    url_glob: z.optional(plainText(LIMITS.patternCharacters, 'url_glob')),
    /** Days since the page was last seen. */
    older_than: z.optional(wholeNumber(0, 36_500, 'older_than')),
    renderer: z.optional(askedRenderer),
    concurrent: z.optional(concurrent),
    delay: z.optional(delay),
    retry: z.optional(retry),
    limit: z.optional(wholeNumber(1, 100_000, 'limit')),
    dry_run: z.optional(z.boolean()),
  }),
  {
    anyOf: [
      { properties: { all: { const: true } }, required: ['all'] },
      ...['policy', 'tags', 'url_glob', 'older_than'].map((filter) => ({ required: [filter] })),
    ],
  },
);
export type RecrawlRequest = z.infer<typeof recrawlRequest>;

/** What a recrawl would fetch, oldest first. */
export const recrawlList = z.object({
  dry_run: z.literal(true),
  pages: z.array(z.object({ page_id: z.number(), url: z.string(), captured_at: z.string() })),
  count: z.number(),
});
export type RecrawlList = z.infer<typeof recrawlList>;
