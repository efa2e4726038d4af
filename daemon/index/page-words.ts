import type { IndexDatabase } from './index-database.ts';
import { readFacts } from './index-records.ts';
import type { FactsRow, PageWordsRow } from './index-records.ts';
import { urlWords } from './url-words.ts';
import { spaceOut } from './words.ts';

/** The words a page is found by besides its text; they follow from its facts, so the disk copy derives them too. */
export function pageWords({ page_id, url, note }: FactsRow, tags: readonly string[]): PageWordsRow {
  return {
    page_id,
    tags: spaceOut(tags.join('\n')),
    urlwords: spaceOut(urlWords(url)),
    note: spaceOut(note ?? ''),
  };
}

/** The same of an indexed page; undefined when it is not indexed. */
export function readPageWords(index: IndexDatabase, pageId: number): PageWordsRow | undefined {
  const facts = readFacts(index, pageId);
  return facts === undefined ? undefined : pageWords(facts.row, facts.tags);
}
