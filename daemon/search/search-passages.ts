// The flow of a question. Read top to bottom: parse and embed → retrieve by words and by meaning, filters inside both,
// fuse, read the best closely → leave out what is unrelated → group by page → the passages with their highlights and the sentence to land on. It
// changes nothing.
import type { SearchAnswer, SearchRequest } from '../../shared/contract/passage.ts';
import type { Embedder } from '../embed/embedder.ts';
import { readFilters } from '../index/read-filters.ts';
import { askQuestion } from './ask-question.ts';
import { describeAnswer } from './describe-answer.ts';
import { dropUnrelated } from './drop-unrelated.ts';
import { explainQuestion } from './explain-question.ts';
import { findAnswers } from './find-answers.ts';
import { byScore, groupByPage } from './group-by-page.ts';
import { rankPassages } from './rank-passages.ts';
import type { RankTools } from './rank-passages.ts';
import { sayOf } from './say-of.ts';
import { tookSince } from './took-since.ts';
import { weighEvidence } from './weigh-evidence.ts';

const DEFAULT_LIMIT = 10;

export interface SearchTools extends RankTools {
  /** null while the model is loading or missing; then words answer alone. */
  readonly embedder: Embedder | null;
  /** Says what an answer by words alone leaves out, in one sentence. */
  readonly wordsOnlyNotice: string;
}

/** Finds the passages that answer a question, best first, with both scores explained. */
export async function searchPassages(request: SearchRequest, tools: SearchTools): Promise<SearchAnswer> {
  const started = performance.now();
  const { mode = 'hybrid', offset = 0, limit = DEFAULT_LIMIT, explain = false } = request;

  const filters = readFilters(request);
  const asked = await askQuestion(request, filters, tools);
  const close = await rankPassages(asked, filters, tools, offset);
  // Who asks for meaning alone asks for the nearest, however far.
  const related = mode === 'semantic' ? close : dropUnrelated(close);
  const ranked = request.group === 'passage' ? related.toSorted(byScore) : groupByPage(related);
  const shown = ranked.slice(offset, offset + limit);
  const results = await describeAnswer(asked.question, shown, tools.store, explain);
  const evidence = weighEvidence(asked, close);
  const answers =
    evidence?.found === false ? [] : await findAnswers(asked, related, request.answers ?? 0, tools);

  return {
    query: request.query,
    results,
    count: results.length,
    total: ranked.length,
    took_ms: tookSince(started),
    ...(evidence !== null && { evidence }),
    ...(request.answers !== undefined && { answers }),
    ...sayOf(asked, tools.store),
    ...(explain && { explain: explainQuestion(asked, filters) }),
  };
}
