import type { RelatedAnswer, RelatedRequest } from '../../shared/contract/related-endpoints.ts';
import { aboutPage } from './about-page.ts';
import { describeAnswer } from './describe-answer.ts';
import { requirePage } from './list-memory.ts';
import { nearPages } from './near-pages.ts';
import type { SearchTools } from './search-passages.ts';

const DEFAULT_LIMIT = 10;

/** Other kept pages on what a page is about, each by its nearest passage. `not-found` where the page is not kept. */
export async function relatedPages(
  { id, limit = DEFAULT_LIMIT }: RelatedRequest,
  tools: SearchTools,
): Promise<RelatedAnswer> {
  const page = await requirePage(id, tools.store);
  const { question, near } = await nearPages(aboutPage({ url: page.url }, page), page, limit, tools);
  const results = await describeAnswer(question, near, tools.store, false);
  return { page_id: id, results, count: results.length };
}
