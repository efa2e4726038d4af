import { embeddedText } from './embedded-text.ts';
import { inStore } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { PassageToEmbed } from './rows.ts';

interface Row {
  readonly passage_id: number;
  readonly title: string;
  readonly heading_path: string;
  readonly text: string;
  readonly text_hash: string;
}

/** What the model has to read of these passages, in page order; those forgotten meanwhile are left out. */
export function passagesToEmbed(store: Store, passageIds: readonly number[]): Promise<PassageToEmbed[]> {
  return inStore(store, (sql) => readPassagesToEmbed(sql, 'passage_id', passageIds));
}

/** The same inside a use case, by passage or by page. */
export function readPassagesToEmbed(
  sql: Sql,
  by: 'passage_id' | 'page_id',
  ids: readonly number[],
): PassageToEmbed[] {
  return sql<Row>(
    `select passage_id, pages.title, heading_path, text, text_hash from checked_passages as passages join checked_pages as pages using (page_id)
     where ${by} in (select value from json_each(?)) and passages.sound and pages.sound order by page_id, ordinal`,
  )
    .all(JSON.stringify(ids))
    .map(passageToEmbed);
}

/** The hash is the one it was kept under, whatever prefix a later version gives its text: the vector is filed by it. */
function passageToEmbed({ passage_id, title, heading_path, text, text_hash }: Row): PassageToEmbed {
  const embedded = embeddedText(title, JSON.parse(heading_path) as string[], text);
  return { passage_id, text: embedded.text, text_hash };
}
