// The flow of a question. Read top to bottom: parse → embed → retrieve by words and by meaning, filters inside both →
// fuse → read the best closely → group by page → the passages with their highlights and the sentence to land on. It
// changes nothing.
import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import type { Embedder } from '../embed/embedder.ts';
import { Failure } from '../failure.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { Store } from '../store/open-store.ts';
import { describeAnswer } from './describe-answer.ts';
import { fuseScores } from './fuse-scores.ts';
import { byScore, groupByPage } from './group-by-page.ts';
import { parseQuestion } from '../index/parse-question.ts';
import type { Question } from '../index/parse-question.ts';
import { readClosely } from './read-closely.ts';
import { readFilters } from '../index/read-filters.ts';

/** Passages taken from each leg before fusion. */
const POOL = 50;
/** Of them, the best that are read themselves. */
const READ = 30;
const DEFAULT_LIMIT = 10;

export interface SearchTools {
  readonly store: Store;
  readonly index: SearchIndex;
  /** null while the model is loading or missing; then words answer alone. */
  readonly embedder: Embedder | null;
  /** Says what an answer by words alone leaves out, in one sentence. */
  readonly wordsOnlyNotice: string;
}

/** Finds the passages that answer a question, best first, with both scores explained. */
export async function searchPassages(request: SearchRequest, tools: SearchTools): Promise<SearchAnswer> {
  const started = performance.now();
  const question = parseQuestion(request.query);
  const mode = request.mode ?? 'hybrid';
  const offset = request.offset ?? 0;

  refuseUnanswerable(question, mode, tools.embedder);
  const vector = mode === 'keyword' ? null : await embedQuestion(question, tools.embedder);
  const candidates = await tools.index.retrieveCandidates(
    { match: mode === 'semantic' ? null : question.match, vector, pool: Math.max(POOL, offset + POOL) },
    readFilters(request),
  );
  const fused = fuseScores(candidates);
  const best = fused.slice(0, READ).map((passage) => passage.passage_id);
  const close = readClosely(question, fused, await readFoundPassages(tools.store, best));
  const ranked = request.group === 'passage' ? close.toSorted(byScore) : groupByPage(close);
  const shown = ranked.slice(offset, offset + (request.limit ?? DEFAULT_LIMIT));
  const found = await readFoundPassages(
    tools.store,
    shown.map((passage) => passage.passage_id),
  );
  const results = describeAnswer(question, shown, found, request.explain ?? false);

  return {
    query: request.query,
    results,
    count: results.length,
    total: ranked.length,
    took_ms: Math.round((performance.now() - started) * 10) / 10,
    ...(tools.embedder === null && mode !== 'keyword' ? { notice: tools.wordsOnlyNotice } : {}),
  };
}

async function embedQuestion(question: Question, embedder: Embedder | null): Promise<Float32Array | null> {
  // Signs alone have no meaning that the model could tell.
  if (embedder === null || question.terms.length === 0) return null;
  return embedder.embedQuestion(question.text);
}

function refuseUnanswerable(question: Question, mode: string, embedder: Embedder | null): void {
  if (question.text === '') throw new Failure('bad-input', 'The question is empty.');
  if (mode === 'semantic' && embedder === null) {
    throw new Failure(
      'not-ready',
      'Search by meaning is not ready yet. Ask again shortly, or search by words.',
    );
  }
}
