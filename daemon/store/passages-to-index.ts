import type { PassageText } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { ReadableStore } from './open-store.ts';

type Row = Omit<PassageText, 'headings'> & { readonly heading_path: string; readonly other_titles: string };

function passageText({ heading_path, other_titles, ...row }: Row): PassageText {
  // A page without a title is shown by its address, whose words it is found by anyway.
  const titles = [row.title, ...(JSON.parse(other_titles) as string[])].filter((one) => !URL.canParse(one));
  return {
    ...row,
    title: differentWords(titles),
    headings: (JSON.parse(heading_path) as string[]).join('\n'),
  };
}

/** The titles one after the other, without the words that stood there already: a word said by three titles is not three times as telling. */
function differentWords(titles: readonly string[]): string {
  const said = new Set<string>();
  return titles
    .map((title, nth) => {
      const words = title.split(/\s+/);
      const fresh = nth === 0 ? words : words.filter((word) => !said.has(word.toLowerCase()));
      for (const word of words) said.add(word.toLowerCase());
      return fresh.join(' ');
    })
    .filter((line) => line !== '')
    .join('\n');
}

/** All passages of these pages as the full text sees them, page by page in page order. */
export function passagesToIndex(store: ReadableStore, pageIds: readonly number[]): Promise<PassageText[]> {
  return inStore(store, (sql) => readPassagesToIndex(sql, pageIds));
}

export function readPassagesToIndex(sql: Sql, pageIds: readonly number[]): PassageText[] {
  return sql<Row>(
    `select passage_id, page_id, ordinal, kind, pages.title, other_titles, heading_path, text as body, text_hash
     from passages join pages using (page_id)
     where page_id in (select value from json_each(?)) order by page_id, ordinal`,
  )
    .all(JSON.stringify(pageIds))
    .map(passageText);
}
