import { LIMITS } from '../../shared/contract/limits.ts';
import type { SearchRequest } from '../../shared/contract/passage.ts';
import type { SearchNarrowing } from './search-narrowing.ts';

/** Puts a question and its chips into a request for up to 20 pages; "past year" counts from `now`. */
export function toSearchRequest(question: string, narrowing: SearchNarrowing, now: Date): SearchRequest {
  const yearAgo = new Date(now);
  yearAgo.setUTCFullYear(now.getUTCFullYear() - 1);
  return {
    query: question.slice(0, LIMITS.questionCharacters).toWellFormed(),
    limit: 20,
    ...(narrowing.code ? { kind: 'code' as const } : {}),
    ...(narrowing.pastYear ? { since: yearAgo.toISOString() } : {}),
    ...(narrowing.site === null ? {} : { domain: narrowing.site }),
    ...(narrowing.tags.length === 0 ? {} : { tags: [...narrowing.tags], tags_match: 'all' as const }),
  };
}
