import type { PassageText } from '../index/search-index.ts';
import { inStore } from './in-store.ts';
import type { Store } from './open-store.ts';

type Row = Omit<PassageText, 'headings'> & { readonly heading_path: string };

function passageText({ heading_path, ...row }: Row): PassageText {
  return { ...row, headings: (JSON.parse(heading_path) as string[]).join('\n') };
}

/** All passages of these pages as the full text sees them, page by page in page order. */
export function passagesToIndex(store: Store, pageIds: readonly number[]): Promise<PassageText[]> {
  return inStore(store, (sql) =>
    sql<Row>(
      `select passage_id, page_id, ordinal, kind, pages.title, heading_path, text as body, text_hash
       from passages join pages using (page_id)
       where page_id in (select value from json_each(?)) order by page_id, ordinal`,
    )
      .all(JSON.stringify(pageIds))
      .map(passageText),
  );
}
