import { LIMITS } from '../../../shared/contract/limits.ts';

const DATES = ['any', 'week', 'month', 'year'] as const;
const SORTS = ['newest', 'oldest', 'title'] as const;

/** Where a person is in the library: what limits the list, what is asked, which page is read. It is the address's fragment, so that links lead here and the back button leads back. */
export interface LibraryPlace {
  readonly question: string;
  readonly tag: string | null;
  readonly site: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** A retention policy. */
  readonly keep: string | null;
  readonly date: (typeof DATES)[number];
  readonly sort: (typeof SORTS)[number];
  /** The page whose saved copy is open. */
  readonly read: number | null;
}

export const ALL_PAGES: LibraryPlace = {
  question: '',
  tag: null,
  site: null,
  language: null,
  keep: null,
  date: 'any',
  sort: 'newest',
  read: null,
};

/** Reads `#q=…&tag=…&read=7`; whatever it does not know, or cannot be kept, is left out. */
export function readPlace(fragment: string): LibraryPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/u, ''));
  const text = (name: string, limit: number) => {
    const value = fields.get(name);
    return value === null || value === '' ? null : value.slice(0, limit).toWellFormed();
  };
  const read = Number(fields.get('read') ?? '');
  return {
    question: text('q', LIMITS.questionCharacters) ?? '',
    tag: text('tag', LIMITS.tagCharacters),
    site: text('site', LIMITS.patternCharacters),
    language: text('language', 100),
    keep: text('keep', 100),
    date: DATES.find((date) => date === fields.get('date')) ?? 'any',
    sort: SORTS.find((sort) => sort === fields.get('sort')) ?? 'newest',
    read: Number.isSafeInteger(read) && read > 0 ? read : null,
  };
}

/** Writes a place as a fragment without its sign; empty for all pages. */
export function writePlace(place: LibraryPlace): string {
  const { question, date, sort, read } = place;
  const fields = new URLSearchParams();
  const named = { q: question, tag: place.tag, site: place.site, language: place.language, keep: place.keep };
  for (const [name, value] of Object.entries(named)) {
    if (value !== null && value !== '') fields.set(name, value);
  }
  if (date !== ALL_PAGES.date) fields.set('date', date);
  if (sort !== ALL_PAGES.sort) fields.set('sort', sort);
  if (read !== null) fields.set('read', String(read));
  return fields.toString();
}

/** Whether anything limits the list. */
export function isNarrowed({ tag, site, language, keep, date }: LibraryPlace): boolean {
  return tag !== null || site !== null || language !== null || keep !== null || date !== 'any';
}
