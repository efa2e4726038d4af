import Database from 'better-sqlite3';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';
import { createVectors, SCHEMA_VERSION } from './schema.ts';
import { vectorSum } from './vector-records.ts';

interface Salvaged extends records.IndexedRow {
  readonly vector: Buffer;
}

/**
 * Takes over the vectors of a damaged index that are what they were, by their checksums: they are what costs, words are
 * read from the kept pages again. Their passages come along without words, so the comparison at start indexes their pages
 * anew. Answers how many there were.
 */
export function salvageVectors(from: string, into: IndexDatabase, dimensions: number): number {
  let taken = 0;
  try {
    const damaged = connectIndex(from);
    try {
      if (damaged.database.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) return 0;
      const model = damaged.sql<string>(`select value from meta where name = 'fingerprint'`).pluck().get();
      into.database.transaction(() => {
        createVectors(into.database, dimensions, model ?? '');
        for (const { vector, ...row } of soundVectors(damaged, dimensions)) {
          records.writeIndexed(into, row);
          records.writeVector(into, row.passage_id, vector);
          taken += 1;
        }
      })();
    } finally {
      damaged.database.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    // What cannot be read is made anew from the kept pages.
  }
  return taken;
}

/** Row by row: one that cannot be read takes no other with it. */
function* soundVectors(damaged: IndexDatabase, dimensions: number): Generator<Salvaged> {
  const ids = damaged.sql<number>('select passage_id from indexed where has_vector = 1').pluck().all();
  for (const id of ids) {
    try {
      const row = damaged.sql<records.IndexedRow>('select * from indexed where passage_id = ?').get(id);
      const vector = records.readVector(damaged, id);
      if (row === undefined || vector?.length !== dimensions * 4) continue;
      if (vectorSum(vector, row.text_hash) === row.vector_sum) yield { ...row, vector };
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
    }
  }
}
