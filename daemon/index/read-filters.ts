import { tagKey } from '../../shared/contract/tag-key.ts';
import type { SearchFilters } from '../../shared/contract/passage.ts';
import { domainOf } from '../../shared/page/canonical-url.ts';
import type { RetrievalFilters } from './search-index.ts';

const DAY_MS = 86_400_000;

/** Milliseconds of a date or date-time; a date alone means the whole day, so its end is the last millisecond of it. */
export function readInstant(text: string, edge: 'start' | 'end'): number {
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return Date.parse(text) + (wholeDay && edge === 'end' ? DAY_MS - 1 : 0);
}

/** A site as pages are kept under it: the bare host of whatever was given, be it a name, `www.` before it, or an address. */
export function readDomain(text: string): string {
  const name = text.trim();
  return domainOf(/^https?:\/\//i.test(name) ? name : `https://${name}`) || name.toLowerCase();
}

/** A language as pages are asked by it: lower case, without region or script. */
export function readLanguage(tag: string): string {
  return tag.trim().toLowerCase().split('-')[0] ?? '';
}

/** Turns a request's filters into the form the index compares: tags folded, domain bare, times in milliseconds. */
export function readFilters(filters: SearchFilters): RetrievalFilters {
  return {
    ...(filters.tags !== undefined && filters.tags.length > 0 && { tags: filters.tags.map(tagKey) }),
    ...(filters.tags_match !== undefined && { tags_match: filters.tags_match }),
    ...(filters.domain !== undefined && { domain: readDomain(filters.domain) }),
    ...(filters.language !== undefined && { language: readLanguage(filters.language) }),
    ...(filters.since !== undefined && { since: readInstant(filters.since, 'start') }),
    ...(filters.until !== undefined && { until: readInstant(filters.until, 'end') }),
    ...(filters.retention_policy !== undefined && { retention_policy: filters.retention_policy }),
    ...(filters.kind !== undefined && { kind: filters.kind }),
  };
}
