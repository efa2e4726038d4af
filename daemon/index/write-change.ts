import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import type { TrackedTable } from './track-changes.ts';

/** What is copied of each table. */
export interface Copied {
  readonly page_facts: { readonly row: records.FactsRow; readonly tags: readonly string[] };
  readonly page_words: records.PageWordsRow;
  readonly indexed: records.IndexedRow;
  readonly passage_words: { readonly words: records.WordsRow; readonly terms: Uint8Array };
  readonly vectors: Uint8Array;
  readonly indexed_images: records.ImageRow;
  readonly image_words: records.ImageWordsRow;
}

export interface Change<T extends TrackedTable> {
  readonly table: T;
  readonly id: number;
  /** As it is now; undefined: it is gone. */
  readonly record: Copied[T] | undefined;
}

/** A record of one table on its way from RAM to disk. */
export type RecordChange = { readonly [T in TrackedTable]: Change<T> }[TrackedTable];

type Writers = {
  readonly [T in TrackedTable]: (disk: IndexDatabase, id: number, record: Copied[T] | undefined) => void;
};

/** Taken out, and put back in where it still exists. */
const WRITE: Writers = {
  page_facts: (disk, id, facts) => {
    records.deleteFacts(disk, id);
    if (facts === undefined) records.noteForgottenTerms(disk);
    else records.writeFacts(disk, facts.row, facts.tags);
  },
  page_words: (disk, id, words) => {
    records.deletePageWords(disk, id);
    if (words !== undefined) records.writePageWords(disk, words);
  },
  indexed: (disk, id, row) => {
    records.deleteIndexed(disk, id);
    if (row !== undefined) records.writeIndexed(disk, row);
  },
  passage_words: (disk, id, passage) => {
    records.deletePassageWords(disk, id);
    records.deletePassageTerms(disk, id);
    if (passage === undefined) return;
    records.writePassageWords(disk, passage.words);
    records.writePassageTerms(disk, id, passage.terms);
  },
  vectors: (disk, id, vector) => {
    records.deleteVector(disk, id);
    if (vector !== undefined) records.writeVector(disk, id, vector);
  },
  indexed_images: (disk, id, row) => {
    records.deleteImage(disk, id);
    if (row !== undefined) records.writeImage(disk, row);
  },
  image_words: (disk, id, words) => {
    records.deleteImageWords(disk, id);
    if (words !== undefined) records.writeImageWords(disk, words);
  },
};

/** Brings a record of the disk copy to what it was read as. */
export function writeChange<T extends TrackedTable>(
  disk: IndexDatabase,
  { table, id, record }: Change<T>,
): void {
  WRITE[table](disk, id, record);
}
