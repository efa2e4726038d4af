import type { TargetRequest } from '../../shared/contract/target.ts';
import { narrowPages } from './narrow-pages.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Pages the question itself may bring, and all with those that their tags bring. */
const PAGES = { initial_limit: 12, expanded_limit: 24 };

/** Puts a question and its chips into a request for pages. */
export function toTargetRequest(question: string, narrowing: SearchNarrowing, now: Date): TargetRequest {
  return {
    ...narrowPages(question, narrowing, now),
    ...PAGES,
    typing: true,
    ...(narrowing.lookIn === 'code' ? { kind: 'code' as const } : {}),
  };
}
