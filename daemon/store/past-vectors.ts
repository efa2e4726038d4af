import { embeddedText } from './embedded-text.ts';
import { inStore, inTransaction } from './in-store.ts';
import type { Sql } from './in-store.ts';
import type { Store } from './open-store.ts';
import type { PassageToEmbed } from './rows.ts';

/** A vector of a past passage, and which text it was made of; null for one without a word, which has none. */
export interface PastVector {
  readonly passage_id: number;
  readonly text_hash: string;
  readonly vector: Float32Array | null;
}

/** Passages that a page no longer has and whose vectors are not kept here yet. */
export function leavingPassages(store: Store, pageId: number): Promise<number[]> {
  return inStore(store, (sql) => readLeavingPassages(sql, pageId));
}

export function readLeavingPassages(sql: Sql, pageId: number): number[] {
  return sql<number>('select passage_id from past_passages where vector is null and page_id = ?')
    .pluck()
    .all(pageId);
}

/**
 * Keeps vectors of past passages; one that is gone meanwhile is left out. A page may have been renamed since a vector was
 * made: the passage goes by the text that was read, or the vector would be taken for that of another.
 */
export async function keepPastVectors(
  store: Store,
  fingerprint: string,
  vectors: readonly PastVector[],
): Promise<void> {
  if (vectors.length === 0) return;
  await inTransaction(store, (sql) => {
    const keep = sql(
      'update past_passages set vector = ?, fingerprint = ?, text_hash = ? where passage_id = ?',
    );
    for (const { passage_id, text_hash, vector } of vectors)
      keep.run(bytesOf(vector), fingerprint, text_hash, passage_id);
  });
}

/** The vectors that a model made of these texts when they stood in a page, by the hash of the text. */
export function findPastVectors(
  store: Store,
  textHashes: readonly string[],
  fingerprint: string,
): Promise<Map<string, Float32Array>> {
  return inStore(store, (sql) => {
    const rows = sql<{ text_hash: string; vector: Buffer }>(
      `select text_hash, vector from past_passages
       where vector is not null and length(vector) > 0 and fingerprint = @fingerprint
         and text_hash in (select value from json_each(@hashes))`,
    ).all({ fingerprint, hashes: JSON.stringify(textHashes) });
    return new Map(rows.map(({ text_hash, vector }) => [text_hash, readVector(vector)]));
  });
}

/** Drops what another model made: its vectors are never compared with those of this one. */
export async function dropStrangeVectors(store: Store, fingerprint: string): Promise<void> {
  await inTransaction(store, (sql) =>
    sql(
      `update past_passages set vector = null, fingerprint = null where fingerprint < @own or fingerprint > @own`,
    ).run({ own: fingerprint }),
  );
}

/** Some past passages that wait for their vector, as the model reads them: under a title their page had. */
export function pastToEmbed(store: Store, limit: number): Promise<PassageToEmbed[]> {
  return inStore(store, (sql) =>
    sql<{ passage_id: number; title: string; heading_path: string; text: string }>(
      `select passage_id, heading_path, text,
         coalesce((select title from versions join version_passages using (version_id)
                   where version_passages.passage_id = past_passages.passage_id limit 1), '') as title
       from past_passages where vector is null limit ?`,
    )
      .all(limit)
      .map(({ passage_id, title, heading_path, text }) => ({
        passage_id,
        ...embeddedText(title, JSON.parse(heading_path) as string[], text),
      })),
  );
}

/** Reads a vector as it is kept. SQLite's bytes need not begin where wider numbers may. */
export function readVector(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function bytesOf(vector: Float32Array | null): Uint8Array {
  if (vector === null) return new Uint8Array();
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
