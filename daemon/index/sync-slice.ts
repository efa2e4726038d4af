import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { pageWords } from './page-words.ts';
import { returnChanges, settleChanges } from './track-changes.ts';
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
    records.writePageWords(disk, pageWords(facts.row, facts.tags));
  },
  indexed: (live, disk, id) => {
    records.deleteIndexed(disk, id);
    const row = live.sql<records.IndexedRow>('select * from indexed where passage_id = ?').get(id);
    if (row !== undefined) records.writeIndexed(disk, row);
  },
  passage_words: (live, disk, id) => {
    records.deletePassageWords(disk, id);
    records.deletePassageTerms(disk, id);
    const words = live.sql<records.WordsRow>('select * from pending_words where passage_id = ?').get(id);
    const terms = records.readPassageTerms(live, id);
    if (words !== undefined) records.writePassageWords(disk, words);
    if (terms !== undefined) records.writePassageTerms(disk, id, terms);
  },
  vectors: (live, disk, id) => {
    records.deleteVector(disk, id);
    const vector = records.readVector(live, id);
    if (vector !== undefined) records.writeVector(disk, id, vector);
  },
  indexed_images: (live, disk, id) => {
    records.deleteImage(disk, id);
    const row = live.sql<records.ImageRow>('select * from indexed_images where image_id = ?').get(id);
    if (row !== undefined) records.writeImage(disk, row);
  },
  image_words: (live, disk, id) => {
    records.deleteImageWords(disk, id);
    const words = live
      .sql<records.ImageWordsRow>('select * from pending_image_words where image_id = ?')
      .get(id);
    if (words !== undefined) records.writeImageWords(disk, words);
  },
};

/**
 * Writes the changes of up to `count` pages, passages and pictures into the transaction open on disk. All changes of one
 * go together, so that the copy never lists what it lacks the words of; pages go first. What was written waits as `_in_flight`
 * for the end of the transaction, so that a change made meanwhile is an entry of its own. Answers the changes by table.
 */
export function writeSlice(live: IndexDatabase, disk: IndexDatabase, count: number): TrackedTable[] {
  const entries = live
    .sql<Entry>(
      `select scope, id, table_name from _sync_tracker
       join (select distinct scope, id from _sync_tracker order by scope, id limit ?) using (scope, id)`,
    )
    .all(count);
  for (const { table_name, id } of entries) COPIES[table_name](live, disk, id);
  live.database.transaction(() => {
    for (const entry of entries) {
      live.sql('insert into _in_flight values (@scope, @id, @table_name) on conflict do nothing').run(entry);
      live
        .sql('delete from _sync_tracker where scope = @scope and id = @id and table_name = @table_name')
        .run(entry);
    }
  })();
  return entries.map(({ table_name }) => table_name);
}

/** Makes the slices since `begin` durable and forgets their entries; throws what SQLite throws, with every entry kept. */
export function commitSlices(live: IndexDatabase, disk: IndexDatabase): void {
  disk.database.exec('commit');
  settleChanges(live);
}

/** Undoes the slices since `begin`; their changes wait again. */
export function undoSlices(live: IndexDatabase, disk: IndexDatabase): void {
  if (disk.database.inTransaction) disk.database.exec('rollback');
  returnChanges(live);
}
