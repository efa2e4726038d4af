import type { BatchRequest, DeepRequest, RecrawlRequest, Strategy } from '../../shared/contract/crawl.ts';
import { LIMITS } from '../../shared/contract/limits.ts';
import { Failure } from '../failure.ts';
import type { SessionOwner } from '../store/rows.ts';

/** What a job was asked to do, with every default filled in; kept with the job as JSON. It holds no address but the patterns. */
export interface JobTerms {
  /** 0: links are not followed. */
  readonly max_depth: number;
  readonly max_pages: number;
  readonly max_bytes: number;
  /** Seconds the job may run. */
  readonly timeout: number;
  readonly strategy: Strategy;
  readonly include_external: boolean;
  readonly path_prefix?: string | undefined;
  readonly url_patterns?: readonly string[] | undefined;
  readonly exclude_patterns?: readonly string[] | undefined;
  readonly score_threshold?: number | undefined;
  readonly query?: string | undefined;
  readonly sitemap: boolean;
  readonly robots: boolean;
  readonly languages?: readonly string[] | undefined;
  readonly tags: readonly string[];
  readonly retention_policy?: string | undefined;
  /** Whose session its pages join where they are kept for one; without it the app's own. */
  readonly session?: SessionOwner | undefined;
  readonly concurrent: number;
  /** Seconds between two requests to one host; left out: as is polite. */
  readonly delay?: number | undefined;
  /** How often a page that may come right is tried again. */
  readonly retry: number;
  /** Ask only whether a page has changed, where the site said how. */
  readonly conditional: boolean;
  /** Each site's renderer is found by looking. */
  readonly auto: boolean;
}

/** Added to what a person names: that a crawl brought it, how deep, and from where. */
const OWN_TAGS = 3;

/** Three at once on one host is what a browser's reader does; more needs to be asked for. */
const CONCURRENT = 3;
const RETRY = 2;

/** The terms of a crawl that follows links. Throws `too-long` where the tags leave no room for the crawl's own. */
export function crawlTerms(asked: DeepRequest): JobTerms {
  const { tags = [] } = asked;
  if (tags.length + OWN_TAGS > LIMITS.tagsPerPage) {
    throw new Failure(
      'too-long',
      `A crawl adds ${OWN_TAGS} tags of its own, so at most ${LIMITS.tagsPerPage - OWN_TAGS} can be given.`,
      { details: { field: 'tags' } },
    );
  }
  return {
    max_depth: asked.max_depth ?? 2,
    max_pages: asked.max_pages ?? 10,
    max_bytes: asked.max_bytes ?? 1_000_000_000,
    timeout: asked.timeout ?? 3_600,
    strategy: asked.strategy ?? 'dfs',
    include_external: asked.include_external ?? false,
    path_prefix: asked.path_prefix,
    url_patterns: asked.url_patterns,
    exclude_patterns: asked.exclude_patterns,
    score_threshold: asked.score_threshold,
    query: asked.query,
    sitemap: asked.sitemap ?? false,
    robots: asked.robots ?? true,
    languages: asked.languages,
    tags,
    retention_policy: asked.retention_policy,
    concurrent: asked.concurrent ?? CONCURRENT,
    delay: asked.delay,
    retry: RETRY,
    conditional: false,
    auto: isAuto(asked),
  };
}

/** The terms of a list of addresses: each is fetched because somebody named it, so nothing is followed and no robots.txt asked. */
export function listTerms(
  asked: Omit<BatchRequest, 'urls' | 'tags'> & Pick<RecrawlRequest, 'tags'>,
  conditional: boolean,
): JobTerms {
  return {
    max_depth: 0,
    max_pages: Number.MAX_SAFE_INTEGER,
    max_bytes: Number.MAX_SAFE_INTEGER,
    timeout: 7 * 24 * 3_600,
    strategy: 'best',
    include_external: true,
    sitemap: false,
    robots: false,
    tags: asked.tags ?? [],
    retention_policy: asked.retention_policy,
    concurrent: asked.concurrent ?? CONCURRENT,
    delay: asked.delay,
    retry: asked.retry ?? 3,
    conditional,
    auto: isAuto(asked),
  };
}

function isAuto({ renderer }: Pick<DeepRequest, 'renderer'>): boolean {
  return renderer === undefined || renderer === 'auto';
}
