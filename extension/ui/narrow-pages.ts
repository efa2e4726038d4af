import { LIMITS } from '../../shared/contract/limits.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** The part of a request that texts and pictures share: the question and which pages may answer. */
interface PageNarrowing {
  readonly query: string;
  readonly since?: string;
  readonly domain?: string;
  readonly tags?: string[];
  readonly tags_match?: 'all';
  readonly respell?: false;
}

/** Puts a question and its chips into the words of the contract; "past year" counts from `now`. */
export function narrowPages(question: string, narrowing: SearchNarrowing, now: Date): PageNarrowing {
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(now.getUTCFullYear() - 1);
  return {
    query: question.slice(0, LIMITS.questionCharacters).toWellFormed(),
    ...(narrowing.pastYear ? { since: yearAgo.toISOString() } : {}),
    ...(narrowing.site === null ? {} : { domain: narrowing.site }),
    ...(narrowing.tags.length === 0 ? {} : { tags: [...narrowing.tags], tags_match: 'all' as const }),
    ...(narrowing.asTyped ? { respell: false as const } : {}),
  };
}
