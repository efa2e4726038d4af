import type { DiskFile } from './disk-copy.ts';
import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { readPageWords } from './page-words.ts';
import { returnChanges, settleChanges } from './track-changes.ts';
import type { TrackedScope, TrackedTable } from './track-changes.ts';
import type { Change, Copied, RecordChange } from './write-change.ts';

interface Entry {
  readonly scope: TrackedScope;
  readonly id: number;
  readonly table_name: TrackedTable;
}

type Readers = { readonly [T in TrackedTable]: (live: IndexDatabase, id: number) => Copied[T] | undefined };

/** A record as it is now in the index that is searched. */
const READ: Readers = {
  page_facts: records.readFacts,
  page_words: readPageWords,
  indexed: ({ sql }, id) => sql<records.IndexedRow>('select * from indexed where passage_id = ?').get(id),
  passage_words: (live, id) => {
    const words = records.readPendingWords(live, id);
    const terms = records.readPassageTerms(live, id);
    return words === undefined || terms === undefined ? undefined : { words, terms };
  },
  vectors: records.readVector,
  indexed_images: ({ sql }, id) =>
    sql<records.ImageRow>('select * from indexed_images where image_id = ?').get(id),
  image_words: records.readPendingImageWords,
};

function readChange<T extends TrackedTable>(live: IndexDatabase, table: T, id: number): Change<T> {
  return { table, id, record: READ[table](live, id) };
}

/**
 * Takes the changes of up to `count` pages, passages and pictures on their way to disk. All changes of one go together,
 * so that the copy never lists what it lacks the words of; pages go first. What was taken waits as `_in_flight` for the
 * end of the transaction, so that a change made meanwhile is an entry of its own.
 */
export function takeSlice(live: IndexDatabase, count: number): RecordChange[] {
  return live.database.transaction(() => {
    const entries = live
      .sql<Entry>(
        `select scope, id, table_name from _sync_tracker
         join (select distinct scope, id from _sync_tracker order by scope, id limit ?) using (scope, id)`,
      )
      .all(count);
    for (const entry of entries) {
      live.sql('insert into _in_flight values (@scope, @id, @table_name) on conflict do nothing').run(entry);
      live
        .sql('delete from _sync_tracker where scope = @scope and id = @id and table_name = @table_name')
        .run(entry);
    }
    return entries.map(({ table_name, id }) => readChange(live, table_name, id) as RecordChange);
  })();
}

/** Makes the slices since the last commit durable and forgets their entries; rejects with every entry kept. */
export async function commitSlices(live: IndexDatabase, disk: DiskFile): Promise<void> {
  await disk.commit();
  settleChanges(live);
}

/** Undoes the slices since the last commit; their changes wait again. */
export async function undoSlices(live: IndexDatabase, disk: DiskFile): Promise<void> {
  returnChanges(live);
  // What stays open is written over by the next: the same records, as they are by then.
  await disk.rollback().catch(() => undefined);
}
