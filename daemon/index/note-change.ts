import type { IndexDatabase } from './index-database.ts';
import type { LateWords } from './late-words.ts';
import type { NearVectors } from './near-vectors.ts';
import type { NearWords } from './near-words.ts';
import { track } from './track-changes.ts';
import type { TrackedScope, TrackedTable } from './track-changes.ts';

/** The database that searches touch. `tracked`: it lies in RAM and its changes are noted for the disk copy. */
export interface LiveIndex extends IndexDatabase {
  readonly tracked: boolean;
  readonly near: NearVectors;
  readonly words: NearWords;
  readonly late: LateWords;
}

/** Notes a change of a virtual table for the disk copy, where there is one, and for what answers from RAM. */
export function noteChange(index: LiveIndex, scope: TrackedScope, id: number, table: TrackedTable): void {
  if (table === 'vectors') index.near.note(id);
  if (table === 'passage_words' || table === 'page_words') index.words.note(table, id);
  if (table === 'passage_words' || table === 'page_words' || table === 'image_words')
    index.late.note(table, id);
  if (index.tracked) track(index, scope, id, table);
}
