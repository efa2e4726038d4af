import type { Question } from '../index/parse-question.ts';
import type { StoredPage } from '../store/rows.ts';
import { askQuestion } from './ask-question.ts';
import { groupByPage } from './group-by-page.ts';
import { rankPassages } from './rank-passages.ts';
import type { ClosePassage } from './read-closely.ts';
import type { SearchTools } from './search-passages.ts';

/** Below this a page is on something else: unrelated pages have cosines up to 0.2 with this model. */
const LEAST_NEARNESS = 0.25;

/** The kept pages nearest to what a page is about, by meaning or else by words, best first; the page itself is left out. */
export async function nearPages(
  about: string,
  page: Pick<StoredPage, 'page_id'> | null,
  limit: number,
  tools: SearchTools,
): Promise<{ question: Question; near: ClosePassage[] }> {
  const mode = tools.embedder === null ? 'keyword' : 'semantic';
  const question = { query: about, mode, respell: false } as const;
  // A page's own words ask for nothing by their signs.
  const asked = { ...(await askQuestion(question, {}, tools)), must: null, must_not: null };
  const near = groupByPage(await rankPassages(asked, {}, tools))
    .filter(({ page_id, score }) => page_id !== page?.page_id && score >= LEAST_NEARNESS)
    .slice(0, limit);
  return { question: asked.question, near };
}
