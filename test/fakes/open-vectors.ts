import { join } from 'node:path';
import { connectIndex } from '../../daemon/index/index-database.ts';
import type { IndexDatabase } from '../../daemon/index/index-database.ts';
import { createSchema } from '../../daemon/index/schema.ts';
import { writeVector } from '../../daemon/index/vector-records.ts';
import { unitVector } from '../unit-vector.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An index's file that holds nothing but the vectors of these ids, each the seed of its own. */
export function openVectors(ids: readonly number[], dimensions: number): IndexDatabase {
  const index = connectIndex(join(temporaryFolder(), 'index.db'));
  createSchema(index.database, dimensions);
  addVectors(index, ids, dimensions);
  return index;
}

export function addVectors(index: IndexDatabase, ids: readonly number[], dimensions: number): void {
  index.database.transaction(() => {
    for (const id of ids) writeVector(index, id, new Uint8Array(unitVector(id, dimensions).buffer));
  })();
}
