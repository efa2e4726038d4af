import type { SearchAnswer } from '../../shared/contract/passage.ts';
import type { AskedQuestion } from './ask-question.ts';

/** What an answer says of its question: words searched for instead, and what it leaves out. */
export function sayOf({ respelled, notices }: AskedQuestion): Pick<SearchAnswer, 'respelled' | 'notice'> {
  return {
    ...(respelled.length > 0 && { respelled: [...respelled] }),
    ...(notices.length > 0 && { notice: notices.join(' ') }),
  };
}
