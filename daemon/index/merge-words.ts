import type { IndexDatabase } from './index-database.ts';

const TABLES = ['passage_words', 'page_words', 'image_words'] as const;

/** Index pages merged per step: a few milliseconds. */
const STEP_PAGES = 64;

/**
 * Rewrites the full text without the terms of removed rows, which deleting alone leaves in the file. Each step of the
 * generator is one short transaction; the mark that asks for it goes when the last one is done,
 * unless pages were removed meanwhile, whose terms may have come behind what was merged.
 */
export function* mergeWords(index: IndexDatabase): Generator<void> {
  const asked = markOf(index);
  for (const table of TABLES) {
    // FTS5: the first, negative step opens a merge of everything, positive ones go on with it.
    for (let pages = -STEP_PAGES; mergeStep(index, table, pages); pages = STEP_PAGES) yield;
  }
  index.sql(`delete from meta where name = 'forgotten_terms' and value = ?`).run(asked);
}

/** Whether this database still holds terms of removed pages. */
export function needsMerge(index: IndexDatabase): boolean {
  return markOf(index) !== undefined;
}

function markOf({ sql }: IndexDatabase): string | undefined {
  return sql<string>(`select value from meta where name = 'forgotten_terms'`).pluck().get();
}

/** FTS5 reports the end of a merge by touching fewer than two rows. */
function mergeStep({ sql }: IndexDatabase, table: (typeof TABLES)[number], pages: number): boolean {
  const changes = () => sql<{ n: number }>('select total_changes() as n').get()?.n ?? 0;
  const before = changes();
  sql(`insert into ${table} (${table}, rank) values ('merge', ?)`).run(pages);
  return changes() - before >= 2;
}
