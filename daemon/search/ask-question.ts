import type { SearchRequest } from '../../shared/contract/passage.ts';
import type { Embedder } from '../embed/embedder.ts';
import { Failure } from '../failure.ts';
import { parseQuestion } from '../index/parse-question.ts';
import type { Question } from '../index/parse-question.ts';

export type SearchMode = NonNullable<SearchRequest['mode']>;

/** A question as both legs are asked it; a leg that stays silent is null. */
export interface AskedQuestion {
  readonly question: Question;
  readonly match: string | null;
  readonly vector: Float32Array | null;
}

/** Parses and embeds a question. `bad-input` when it is empty, `not-ready` when only meaning is asked for and no model is there. */
export async function askQuestion(
  query: string,
  mode: SearchMode,
  embedder: Embedder | null,
): Promise<AskedQuestion> {
  const question = parseQuestion(query);
  if (question.text === '') throw new Failure('bad-input', 'The question is empty.');
  if (mode === 'semantic' && embedder === null) {
    throw new Failure(
      'not-ready',
      'Search by meaning is not ready yet. Ask again shortly, or search by words.',
    );
  }
  // Signs alone have no meaning that the model could tell.
  const isEmbedded = mode !== 'keyword' && embedder !== null && question.terms.length > 0;
  const vector = isEmbedded ? await embedder.embedQuestion(question.text) : null;
  return { question, match: mode === 'semantic' ? null : question.match, vector };
}
