import type { IndexDatabase } from './index-database.ts';
import type { PassageVector } from './search-index.ts';
import { readVector } from './vector-records.ts';

/** The vectors of these passages with the text each belongs to. */
export function readVectors(index: IndexDatabase, passageIds: readonly number[]): PassageVector[] {
  return index
    .sql<{ passage_id: number; text_hash: string }>(
      `select passage_id, text_hash from indexed
       where has_vector = 1 and passage_id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(passageIds))
    .flatMap(({ passage_id, text_hash }) => {
      const bytes = readVector(index, passage_id);
      // SQLite's bytes need not begin where wider numbers may.
      return bytes === undefined
        ? []
        : [{ passage_id, text_hash, vector: new Float32Array(new Uint8Array(bytes).buffer) }];
    });
}
