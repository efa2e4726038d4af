import { crc32 } from 'node:zlib';
import type { IndexDatabase } from './index-database.ts';
import { insertInto } from './virtual-tables.ts';

/** The part of a chunk's slots that must be taken, or what is left moves out. */
const LEAST_FULL = 0.75;

/** Tells every changed bit of a vector, and the vector of another text; an unsigned 32-bit integer. */
export function vectorSum(vector: Uint8Array, textHash: string): number {
  return crc32(vector, crc32(textHash));
}

/** The vector's bytes; undefined when the passage has none. */
export function readVector({ sql }: IndexDatabase, passageId: number): Buffer | undefined {
  return sql<{ embedding: Buffer }>('select embedding from vectors where rowid = ?').get(passageId)
    ?.embedding;
}

/** vec0 takes only 64-bit integers as row ids and knows no REPLACE. */
export function writeVector({ sql }: IndexDatabase, passageId: number, vector: Uint8Array): void {
  sql(insertInto('vectors', 'id')).run({ id: BigInt(passageId), embedding: vector });
}

/** Takes a vector out; false where there is none. */
export function deleteVector(index: IndexDatabase, passageId: number): boolean {
  const chunk = index
    .sql<number>('select chunk_id from vectors_rowids where rowid = ?')
    .pluck()
    .get(passageId);
  if (chunk === undefined) return false;
  remove(index, passageId);
  closeGaps(index, chunk);
  return true;
}

function remove({ sql }: IndexDatabase, passageId: number): void {
  sql('delete from vectors where rowid = ?').run(BigInt(passageId));
}

/**
 * vec0 fills only its last chunk and gives another one's room back when its last vector goes: half of all vectors exchanged
 * at random left a file of 1.5 times the size. So the vectors of a chunk with many gaps are put in anew, behind the others.
 */
function closeGaps(index: IndexDatabase, chunkId: number): void {
  const chunk = index
    .sql<{ size: number; validity: Uint8Array; rowids: Uint8Array }>(
      `select size, validity, rowids from vectors_chunks
       where chunk_id = ? and chunk_id < (select max(chunk_id) from vectors_chunks)`,
    )
    .get(chunkId);
  if (chunk === undefined) return;
  const left = takenSlots(chunk);
  if (left.length > chunk.size * LEAST_FULL) return;
  for (const { id } of left) {
    const vector = readVector(index, id);
    remove(index, id);
    if (vector !== undefined) writeVector(index, id, vector);
  }
}

/** A taken slot of a chunk and whose vector lies there. */
interface Slot {
  readonly slot: number;
  readonly id: number;
}

/** What vec0 keeps of a chunk: a bit for each slot that says whether it is taken, a 64-bit integer whose it is. */
export function takenSlots({ validity, rowids }: { validity: Uint8Array; rowids: Uint8Array }): Slot[] {
  // SQLite's bytes need not begin where wider numbers may.
  const ids = new BigInt64Array(new Uint8Array(rowids).buffer);
  return Array.from(ids, (id, slot) => ({ slot, id: Number(id) })).filter(
    ({ slot }) => ((validity[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0,
  );
}
