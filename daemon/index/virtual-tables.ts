import type { IndexDatabase } from './index-database.ts';

/**
 * The columns of each virtual table besides its key, which is the implicit `rowid`: vec0 lists that among its columns,
 * FTS5 does not, and a copy that went by what it finds there would lose what it does not find.
 */
export const VIRTUAL_TABLES = {
  passage_words: ['title', 'headings', 'body'],
  page_words: ['tags', 'urlwords', 'note'],
  image_words: ['own', 'around', 'page'],
  vectors: ['embedding'],
} as const;

type VirtualTable = keyof typeof VIRTUAL_TABLES;

/** The statement that puts a row into a virtual table, its key bound by the name given and its columns by theirs. */
export function insertInto(table: VirtualTable, key: string): string {
  const columns = VIRTUAL_TABLES[table];
  return `insert into ${table} (rowid, ${columns.join(', ')})
    values (@${key}, ${columns.map((column) => `@${column}`).join(', ')})`;
}

/** Says in a sentence which virtual table is not as declared; null where all are. */
export function sayOddTable(index: IndexDatabase): string | null {
  for (const [table, declared] of Object.entries(VIRTUAL_TABLES)) {
    const found = index.database
      .prepare<[], string>(`select name from pragma_table_info('${table}') where name <> 'rowid'`)
      .pluck()
      .all();
    if (found.join() !== declared.join()) {
      const columns = found.length === 0 ? 'no columns' : `the columns ${found.join(', ')}`;
      return `${table} has ${columns} where ${declared.join(', ')} are declared. Delete index.db: it is made anew from the kept pages.`;
    }
    index.database.prepare(`select rowid from ${table} limit 1`).get();
  }
  return null;
}
