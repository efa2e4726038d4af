import type { WordTable } from './digest-words.ts';
import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { readPageWords } from './page-words.ts';
import { isPending } from './track-changes.ts';

/** Rows written at a time: those of 8 pages, some milliseconds. */
const STEP = 112;
/** Rows that may wait, those of 64 pages: what reads the full text waits until all are written. */
const MOST = 900;
/** Pages that follow each other come sooner than that, in milliseconds. */
const QUIET_MS = 20;

/** The full text and the views on it. */
const FULL_TEXT = /\b(?:passage_words|page_words|image_words|vocabulary|page_vocabulary|word_places)\b/;

/**
 * The rows that the full text still lacks. Postings answer nearly every question, so a page is found without them, and FTS5
 * takes longer than all the rest of a page: they are written once no more pages come, where many wait, and before anything
 * reads the full text. Which rows wait is noted in the index itself, so that what a transaction undoes is undone here.
 */
export class LateWords {
  readonly #held: () => IndexDatabase;
  readonly #onProblem: (error: unknown) => void;
  /** Rows noted since none waited; one noted twice counts twice. */
  #waiting = 0;
  /** As many as waited when the clock last struck. */
  #seen = 0;
  #clock: NodeJS.Timeout | null = null;
  /** Whether a statement reads the full text. */
  readonly #reads = new Map<string, boolean>();

  /** `held`: the index as it is at the time, past what asks here first. */
  constructor(held: () => IndexDatabase, onProblem: (error: unknown) => void) {
    this.#held = held;
    this.#onProblem = onProblem;
  }

  /** Notes that the words of a row came, went or changed. */
  note(table: WordTable, id: number): void {
    this.#held()
      .sql('insert into late_words (table_name, id) values (?, ?) on conflict do nothing')
      .run(table, id);
    this.#waiting += 1;
    this.#wait();
  }

  /** Writes some where too many wait. */
  relieve(): void {
    if (this.#waiting > MOST) this.#writeQuietly(2 * STEP);
  }

  /** Writes all that waits, if the statement reads the full text. */
  before(statement: string): void {
    if (this.#waiting === 0) return;
    const reads = this.#reads.get(statement) ?? FULL_TEXT.test(statement);
    this.#reads.set(statement, reads);
    if (reads) this.catchUp();
  }

  /** Writes all that waits. */
  catchUp(): void {
    while (this.#waiting > 0) this.#write(MOST);
  }

  stop(): void {
    if (this.#clock !== null) clearTimeout(this.#clock);
    this.#clock = null;
  }

  #wait(): void {
    this.#clock ??= setTimeout(() => this.#strike(), QUIET_MS);
  }

  #strike(): void {
    this.#clock = null;
    const isQuiet = this.#waiting === this.#seen;
    this.#seen = this.#waiting;
    if ((!isQuiet || this.#writeQuietly(STEP)) && this.#waiting > 0) this.#wait();
  }

  /** False where they could not be written: they wait for the next that comes, or for whoever asks for them and is told. */
  #writeQuietly(most: number): boolean {
    try {
      this.#write(most);
      return true;
    } catch (error) {
      this.#onProblem(error);
      return false;
    }
  }

  #write(most: number): void {
    const index = this.#held();
    const { database } = index;
    // In a transaction inside another FTS5 writes out what it has gathered twice.
    const written = database.inTransaction
      ? writeSome(index, most)
      : database.transaction(() => writeSome(index, most))();
    this.#waiting = written < most ? 0 : Math.max(1, this.#waiting - written);
    this.#seen = this.#waiting;
  }
}

/** All are taken out before the first is put back in, in the order of their numbers, or FTS5 writes out what it has gathered at every one. */
function writeSome(index: IndexDatabase, most: number): number {
  const rows = index
    .sql<{ table_name: WordTable; id: number }>(
      'select table_name, id from late_words order by table_name, id limit ?',
    )
    .all(most);
  for (const { table_name, id } of rows) TAKE[table_name](index, id);
  for (const { table_name, id } of rows) PUT[table_name](index, id);
  for (const { table_name, id } of rows) {
    index.sql('delete from late_words where table_name = ? and id = ?').run(table_name, id);
    if (table_name === 'passage_words' && !isPending(index, 'passage', id, table_name))
      records.deletePendingWords(index, id);
    if (table_name === 'image_words' && !isPending(index, 'picture', id, table_name))
      records.deletePendingImageWords(index, id);
  }
  return rows.length;
}

type Writers = Readonly<Record<WordTable, (index: IndexDatabase, id: number) => void>>;

const TAKE: Writers = {
  page_words: records.deletePageWords,
  passage_words: records.deletePassageWords,
  image_words: records.deleteImageWords,
};

/** Puts a row in as it is now, where it still exists. */
const PUT: Writers = {
  page_words(index, id) {
    const words = readPageWords(index, id);
    if (words !== undefined) records.writePageWords(index, words);
  },
  passage_words(index, id) {
    const words = records.readPendingWords(index, id);
    if (words !== undefined) records.writePassageWords(index, words);
  },
  image_words(index, id) {
    const words = records.readPendingImageWords(index, id);
    if (words !== undefined) records.writeImageWords(index, words);
  },
};
