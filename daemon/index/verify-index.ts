import Database from 'better-sqlite3';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { digestWords, WORD_TABLES } from './digest-words.ts';
import type { WordTable } from './digest-words.ts';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { imageRecord, imageWords } from './live-images.ts';
import { factsRecord, passageTerms, passageWords } from './live-index.ts';
import { pageWords } from './page-words.ts';
import { createSchema, SCHEMA_VERSION } from './schema.ts';
import type { ImageText, PageFacts, PassageText } from './search-index.ts';

/** All that the index holds of a page follows from this. */
export interface KeptPage {
  readonly facts: PageFacts;
  readonly passages: readonly PassageText[];
  readonly images: readonly ImageText[];
}

/** What is wrong with an index; nothing is where all lists are empty. */
export interface IndexReport {
  /** What SQLite says of the file as a whole, a line each. */
  readonly structure: readonly string[];
  /** Pages of which it holds something else than is kept. */
  readonly stale: readonly number[];
  /** Pages that it holds and that are not kept. */
  readonly surplus: readonly number[];
}

type Digests = ReadonlyMap<WordTable, ReadonlyMap<number, number>>;

/**
 * Compares an index with what a new one of the kept pages would be, word by word: every row, every place of every word,
 * every vector with its checksum. `file` is a copy that nobody writes to; pages come some at a time. Works in the calling
 * thread (100,000 passages: about a minute).
 */
export async function verifyIndex(
  file: string,
  kept: AsyncIterable<readonly KeptPage[]>,
): Promise<IndexReport> {
  let index: IndexDatabase | null = null;
  try {
    index = connectIndex(file);
    if (index.database.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) {
      return broken('it is not an index of this version');
    }
    const structure = (index.database.pragma('integrity_check(20)') as { integrity_check: string }[])
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok');
    return { structure, ...(await comparePages(index, kept)) };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const failure = sqliteFailure(error, file);
    return broken(failure instanceof Failure ? failure.message : String(failure));
  } finally {
    index?.database.close();
  }
}

function broken(line: string): IndexReport {
  return { structure: [line], stale: [], surplus: [] };
}

async function comparePages(
  index: IndexDatabase,
  kept: AsyncIterable<readonly KeptPage[]>,
): Promise<Omit<IndexReport, 'structure'>> {
  const held = digestAll(index);
  const surplus = new Set(
    index
      .sql<number>(
        `select page_id from page_facts union select page_id from indexed union select page_id from indexed_images`,
      )
      .pluck()
      .all(),
  );
  const stale: number[] = [];
  for await (const pages of kept) {
    const expected = expectedDigests(pages);
    for (const page of pages) {
      surplus.delete(page.facts.page_id);
      if (!isHeld(index, page) || !sameWords(page, held, expected)) stale.push(page.facts.page_id);
    }
  }
  return { stale, surplus: [...surplus] };
}

function digestAll(index: IndexDatabase): Digests {
  return new Map(WORD_TABLES.map((table) => [table, digestWords(index, table)]));
}

/** The same words through the same tokenizer, in an index of their own. */
function expectedDigests(pages: readonly KeptPage[]): Digests {
  const scratch = connectIndex(':memory:');
  try {
    createSchema(scratch.database, 1);
    scratch.database.transaction(() => {
      for (const { facts, passages, images } of pages) {
        const { row, tags } = factsRecord(facts);
        records.writePageWords(scratch, pageWords(row, tags));
        for (const passage of passages) records.writePassageWords(scratch, passageWords(passage));
        for (const image of images) records.writeImageWords(scratch, imageWords(image));
      }
    })();
    return digestAll(scratch);
  } finally {
    scratch.database.close();
  }
}

function isHeld(index: IndexDatabase, { facts, passages, images }: KeptPage): boolean {
  const ids = (table: string, id: string) =>
    index
      .sql<number>(`select ${id} from ${table} where page_id = ? order by ${id}`)
      .pluck()
      .all(facts.page_id);
  const passageIds = passages.map(({ passage_id }) => passage_id).toSorted((a, b) => a - b);
  const imageIds = images.map(({ image_id }) => image_id).toSorted((a, b) => a - b);
  return (
    equal(records.readFacts(index, facts.page_id), factsRecord(facts)) &&
    equal(ids('indexed', 'passage_id'), passageIds) &&
    equal(ids('indexed_images', 'image_id'), imageIds) &&
    passages.every((passage) => isPassageHeld(index, passage)) &&
    images.every((image) =>
      equal(
        index.sql('select * from indexed_images where image_id = ?').get(image.image_id),
        imageRecord(image),
      ),
    )
  );
}

function isPassageHeld(index: IndexDatabase, passage: PassageText): boolean {
  const { passage_id, page_id, ordinal, kind, text_hash } = passage;
  const row = index.sql<records.IndexedRow>('select * from indexed where passage_id = ?').get(passage_id);
  if (row === undefined) return false;
  const { has_vector, vector_sum, ...facts } = row;
  if (!equal(facts, { passage_id, page_id, ordinal, kind, text_hash })) return false;
  if (records.readPassageTerms(index, passage_id)?.equals(passageTerms(passage)) !== true) return false;
  const vector = records.readVector(index, passage_id);
  if (has_vector !== 1 || vector === undefined)
    return has_vector === 0 && vector === undefined && vector_sum === null;
  return records.vectorSum(vector, text_hash) === vector_sum;
}

function sameWords({ facts, passages, images }: KeptPage, held: Digests, expected: Digests): boolean {
  const same = (table: WordTable, id: number) => held.get(table)?.get(id) === expected.get(table)?.get(id);
  return (
    same('page_words', facts.page_id) &&
    passages.every(({ passage_id }) => same('passage_words', passage_id)) &&
    images.every(({ image_id }) => same('image_words', image_id))
  );
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
