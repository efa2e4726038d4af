import type { SearchAnswer } from '../../shared/contract/passage.ts';
import type { Store } from '../store/open-store.ts';
import { sayDamage } from '../store/sound.ts';
import type { AskedQuestion } from './ask-question.ts';

/** What an answer says of its question: words searched for instead, and what it leaves out. */
export function sayOf(
  { respelled, notices }: AskedQuestion,
  store: Pick<Store, 'damage'>,
): Pick<SearchAnswer, 'respelled' | 'notice'> {
  const damage = sayDamage(store);
  const said = damage === null ? notices : [...notices, damage];
  return {
    ...(respelled.length > 0 && { respelled: [...respelled] }),
    ...(said.length > 0 && { notice: said.join(' ') }),
  };
}
