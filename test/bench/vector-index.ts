import Database from 'better-sqlite3';
import { readFileSync, statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { load as loadVec0 } from 'sqlite-vec';
import { connectIndex } from '../../daemon/index/index-database.ts';
import * as records from '../../daemon/index/index-records.ts';
import { NearVectors } from '../../daemon/index/near-vectors.ts';
import { NearWords } from '../../daemon/index/near-words.ts';
import { LateWords } from '../../daemon/index/late-words.ts';
import type { LiveIndex } from '../../daemon/index/note-change.ts';
import { packTerms } from '../../daemon/index/postings/term-vector.ts';
import { createSchema } from '../../daemon/index/schema.ts';
import { DIMENSIONS } from './clustered-vectors.ts';

/** The passages have no words, only their places among the others. */
const NO_WORDS = packTerms({ hashes: new Uint32Array(), weights: new Uint8Array(), length: 0 });
export const PER_PAGE = 10;
/** One page in so many lies at `few.example`. */
const ONE_IN = 100;

/** Writes an index's file that holds these vectors on pages of ten; passage ids are their places, beginning with 1. */
export function writeIndex(file: string, vectors: Float32Array): void {
  const index = connectIndex(file);
  createSchema(index.database, DIMENSIONS);
  const count = vectors.length / DIMENSIONS;
  const pages = Math.ceil(count / PER_PAGE);
  index.database.transaction(() => {
    for (let page = 1; page <= pages; page++) records.writeFacts(index, pageFacts(page), []);
    for (let row = 0; row < count; row++) {
      const passage = { passage_id: row + 1, page_id: pageOf(row, count), ordinal: 0, kind: 'text' };
      records.writeIndexed(index, { ...passage, text_hash: String(row), has_vector: 1, vector_sum: null });
      records.writePassageTerms(index, row + 1, NO_WORDS);
      records.writeVector(index, row + 1, bytesAt(vectors, row));
    }
  })();
  index.database.close();
}

function pageFacts(page_id: number): records.FactsRow {
  const domain = isFew(page_id) ? 'few.example' : 'many.example';
  const url = `https://${domain}/${page_id}`;
  const [language, retention_policy] = ['en', 'permanent'];
  return { page_id, url, domain, language, captured_at: 0, retention_policy, expires_at: null, note: null };
}

const isFew = (page: number): boolean => page % ONE_IN === 0;

/** The page of the passage at that place, among `count`. */
export function pageOf(row: number, count: number): number {
  return 1 + (row % Math.ceil(count / PER_PAGE));
}

/** Whether the passage at that place lies at `few.example`, among `count`. */
export function isAtFew(row: number, count: number): boolean {
  return isFew(pageOf(row, count));
}

function fail(error: unknown): never {
  throw error;
}

/** The file's index in RAM, all that a start reads of it read. */
export async function openWritten(file: string): Promise<LiveIndex> {
  const index = connectIndex(readFileSync(file));
  const near = new NearVectors(index, DIMENSIONS);
  const words = new NearWords(index);
  while (near.nearest(new Float32Array(DIMENSIONS), 1, null) === null) await nextTurn();
  while (words.places() === null) await nextTurn();
  return {
    ...index,
    tracked: false,
    near,
    words,
    late: new LateWords(() => index, fail),
  };
}

/** sqlite-vec as one would use it: a table of its own with cosines, in RAM. */
export function openSqliteVec(vectors: Float32Array): (question: Float32Array, k: number) => number[] {
  const database = new Database(':memory:');
  loadVec0(database);
  database.exec(
    `create virtual table vectors using vec0(embedding float[${DIMENSIONS}] distance_metric=cosine)`,
  );
  const insert = database.prepare('insert into vectors (rowid, embedding) values (?, ?)');
  database.transaction(() => {
    const count = vectors.length / DIMENSIONS;
    for (let row = 0; row < count; row++) insert.run(BigInt(row + 1), bytesAt(vectors, row));
  })();
  const find = database.prepare('select rowid from vectors where embedding match ? and k = ?').pluck();
  return (question, k) => find.all(new Uint8Array(question.buffer), k) as number[];
}

/** Takes out a random half and puts as many others in, in the file; answers its bytes before and after. */
export function exchangeHalf(file: string, fresh: Float32Array, random: () => number) {
  const before = statSync(file).size;
  const index = connectIndex(file);
  const count = fresh.length / DIMENSIONS;
  const exchanged = Array.from({ length: count }, (_, row) => row).filter(() => random() < 0.5);
  index.database.transaction(() => {
    for (const row of exchanged) records.deleteVector(index, row + 1);
    for (const row of exchanged) records.writeVector(index, row + 1, bytesAt(fresh, row));
  })();
  index.database.close();
  return { before, after: statSync(file).size, exchanged };
}

/** Every vector of an index that was made elsewhere. */
export function readVectors(file: string): Float32Array {
  const { database, sql } = connectIndex(file);
  const rows = sql<Uint8Array>('select embedding from vectors').pluck().all();
  const vectors = new Float32Array(rows.length * DIMENSIONS);
  for (const [row, bytes] of rows.entries()) {
    vectors.set(new Float32Array(new Uint8Array(bytes).buffer), row * DIMENSIONS);
  }
  database.close();
  return vectors;
}

function bytesAt(vectors: Float32Array, row: number): Uint8Array {
  return new Uint8Array(vectors.buffer, row * DIMENSIONS * 4, DIMENSIONS * 4);
}
