import type { BrowserResponseOf } from '../../../shared/contract/browser-endpoints.ts';
import type { RequestOf } from '../../../shared/contract/endpoints.ts';
import type { ImageRequest } from '../../../shared/contract/image.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import type { FoundPassage, SearchRequest } from '../../../shared/contract/passage.ts';
import type { TargetAnswer, TargetRequest } from '../../../shared/contract/target.ts';
import type { AskableEndpoint, RefusedMessage } from '../../messages.ts';
import { BLOCKLIST } from './sample-blocklist.ts';
import { IMAGES } from './sample-images.ts';
import { RESULTS } from './sample-results.ts';

/** What the app answers in a sample, by endpoint. */
export type SampleEndpoints = {
  readonly [N in AskableEndpoint]?: (
    request: RequestOf<N>,
  ) => BrowserResponseOf<N> | RefusedMessage | Promise<BrowserResponseOf<N> | RefusedMessage>;
};

const TAGS = ['sqlite', 'durability', 'operations', 'backups', 'storage', 'hardware'];

/** Questions that find nothing, and such as find only what is nearest. */
const UNKNOWN = /^(tidal|late)/u;
const UNANSWERED = /^who invented/u;

/** A page as it is listed. */
export const PAGE: ListedPage = {
  page_id: 1,
  url: 'https://db-handbook.example/wal',
  title: 'How a write-ahead log keeps its promises',
  domain: 'db-handbook.example',
  language: 'en',
  tags: ['sqlite', 'durability'],
  note: 'The part about checkpoints answers Tuesday’s question.',
  retention_policy: 'permanent',
  captured_at: '2026-11-18T10:00:00Z',
  timestamp: '2026-11-18T10:00:00Z',
  passages: 41,
  content_hash: 'sample',
  cleaner: '2',
};

/** Answers a question for pages from samples. */
export function answerTarget(
  { query, kind, tags = [] }: TargetRequest,
  kept: readonly FoundPassage[],
): TargetAnswer {
  const wanted = Array.isArray(tags) ? tags : [tags];
  const results = kept.filter(
    (found) =>
      !UNKNOWN.test(query) &&
      (kind === undefined || found.kind === kind) &&
      wanted.every((tag) => found.tags.includes(tag)),
  );
  const brought = results.filter(({ matched_by }) => matched_by.includes('tags')).length;
  return {
    query,
    results,
    count: results.length,
    discovered_tags: TAGS.slice(0, 4).map((tag, index) => ({ tag, weight: 1 - index / 5, pages: 9 })),
    expansion_used: brought > 0,
    initial_results_count: results.length - brought,
    expanded_results_count: results.length,
    took_ms: 9,
    evidence: { found: !UNANSWERED.test(query), score: UNANSWERED.test(query) ? 0.2 : 0.9 },
  };
}

/** The sentence of the first page that a sample finds. */
function answerInQuotes({ query }: SearchRequest): BrowserResponseOf<'search'> {
  const [first] = RESULTS;
  const quote =
    'A commit survives a loss of power only once its log record is flushed to disk. With the normal setting the last few commits may be rolled back after a power failure, though the file stays intact.';
  const anchor = { exact: quote, prefix: '', suffix: '' };
  const answers = first === undefined ? [] : [{ ...first, quote, anchor, score: 0.8 }];
  return { query, results: [], count: 0, total: 0, took_ms: 9, answers };
}

function answerImages({ query, formats, min_width = 0 }: ImageRequest): BrowserResponseOf<'searchImages'> {
  const results = IMAGES.filter(
    ({ format, width }) =>
      !UNKNOWN.test(query) &&
      (formats === undefined || (format !== null && formats.includes(format))) &&
      (width ?? 0) >= min_width,
  );
  return { query, results, count: results.length, total: results.length, took_ms: 9 };
}

/** Everything but the pages found, which a sample may forget. */
export const ENDPOINTS: SampleEndpoints = {
  ...BLOCKLIST,
  search: (request) => answerInQuotes(request as SearchRequest),
  searchImages: (request) => answerImages(request as ImageRequest),
  suggestTags: () => ({ suggestions: TAGS.map((tag) => ({ tag, score: 0.5, pages: 9 })) }),
  tags: ({ prefix = '' }) => {
    const tags = [...TAGS, 'sql', 'sqlite-vec'].filter((tag) => tag.startsWith(prefix.toLowerCase()));
    return { tags: tags.map((tag) => ({ tag, pages: 9 })), count: tags.length, total: tags.length };
  },
  editPage: ({ tags }) => ({ ...PAGE, tags: Array.isArray(tags) ? tags : PAGE.tags }),
};
