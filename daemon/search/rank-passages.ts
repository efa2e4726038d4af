import type { RetrievalFilters, SearchIndex } from '../index/search-index.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { Store } from '../store/open-store.ts';
import { POOL } from './ask-question.ts';
import type { AskedQuestion } from './ask-question.ts';
import { fuseScores } from './fuse-scores.ts';
import { readClosely } from './read-closely.ts';
import type { ClosePassage } from './read-closely.ts';

/** Of them, the best that are read themselves. */
const READ = 30;

export interface RankTools {
  readonly store: Store;
  readonly index: SearchIndex;
}

/** Retrieves by words and by meaning with the filters inside both, fuses, and reads the best closely; `beyond` passages are shown already. */
export async function rankPassages(
  { question, match, must, must_not, vector }: AskedQuestion,
  filters: RetrievalFilters,
  { store, index }: RankTools,
  beyond = 0,
): Promise<ClosePassage[]> {
  const pool = Math.max(POOL, beyond + POOL);
  const candidates = await index.retrieveCandidates({ match, must, must_not, vector, pool }, filters);
  const fused = fuseScores(candidates, {
    words: question.terms.length,
    byWords: match !== null,
    byMeaning: vector !== null,
  });
  const best = fused.slice(0, READ).map((passage) => passage.passage_id);
  return readClosely(question, fused, await readFoundPassages(store, best), Date.now());
}
