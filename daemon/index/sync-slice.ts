import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { pageWords } from './live-index.ts';
import type { TrackedScope, TrackedTable } from './track-changes.ts';

interface Entry {
  readonly scope: TrackedScope;
  readonly id: number;
  readonly table_name: TrackedTable;
}

type Copy = (live: IndexDatabase, disk: IndexDatabase, id: number) => void;

/** How each table's record is brought to disk as it is now in RAM: taken out, and put back in where it still exists. */
const COPIES: Record<TrackedTable, Copy> = {
  page_facts: (live, disk, id) => {
    records.deleteFacts(disk, id);
    const facts = records.readFacts(live, id);
    if (facts === undefined) records.noteForgottenTerms(disk);
    else records.writeFacts(disk, facts.row, facts.tags);
  },
  page_words: (live, disk, id) => {
    records.deletePageWords(disk, id);
    const facts = records.readFacts(live, id);
    if (facts === undefined) return;
    const words = pageWords(facts.row.url, facts.tags);
    records.writePageWords(disk, id, words.tags, words.urlwords);
  },
  indexed: (live, disk, id) => {
    records.deleteIndexed(disk, id);
    const row = live.sql<records.IndexedRow>('select * from indexed where passage_id = ?').get(id);
    if (row !== undefined) records.writeIndexed(disk, row);
  },
  passage_words: (live, disk, id) => {
    records.deletePassageWords(disk, id);
    const words = live.sql<records.WordsRow>('select * from pending_words where passage_id = ?').get(id);
    if (words !== undefined) records.writePassageWords(disk, words);
  },
  vectors: (live, disk, id) => {
    records.deleteVector(disk, id);
    const vector = records.readVector(live, id);
    if (vector !== undefined) records.writeVector(disk, id, vector);
  },
};

/**
 * Writes the changes of up to `count` pages and passages in one transaction on disk and then clears exactly those; all
 * of a passage's changes go together, so that the copy never lists a passage whose words it lacks. Pages go first.
 * Nothing else runs meanwhile. Throws what SQLite throws, with every entry kept. Answers the number of changes written.
 */
export function writeSlice(live: IndexDatabase, disk: IndexDatabase, count: number): number {
  const entries = live
    .sql<Entry>(
      `select scope, id, table_name from _sync_tracker
       join (select distinct scope, id from _sync_tracker order by scope, id limit ?) using (scope, id)`,
    )
    .all(count);
  disk.database.transaction(() => {
    for (const { table_name, id } of entries) COPIES[table_name](live, disk, id);
  })();
  live.database.transaction(() => {
    for (const entry of entries) clear(live, entry);
  })();
  return entries.length;
}

function clear({ sql }: IndexDatabase, entry: Entry): void {
  sql('delete from _sync_tracker where scope = @scope and id = @id and table_name = @table_name').run(entry);
  if (entry.table_name === 'passage_words')
    sql('delete from pending_words where passage_id = ?').run(entry.id);
}
