import type { RetrievalFilters } from '../index/search-index.ts';
import type { AskedQuestion } from './ask-question.ts';

/** What a question was read as: the words looked for, the legs that answered, and the filters in the form they are compared in. */
export function explainQuestion(
  { question, match, must, must_not, vector, respelled }: AskedQuestion,
  filters: RetrievalFilters,
): Record<string, unknown> {
  return {
    terms: question.terms,
    must,
    must_not,
    respelled,
    legs: [...(match === null ? [] : ['words']), ...(vector === null ? [] : ['meaning'])],
    filters,
  };
}
