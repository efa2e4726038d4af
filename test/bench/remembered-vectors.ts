import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Embedder } from '../../daemon/embed/embedder.ts';

const FILE = '.cache/bench/vectors.db';

/**
 * The embedder with a memory on disk of every passage it has embedded: benches build the same memories again whenever a
 * schema changes, and embedding them is nearly all of the time that takes. Never for a bench that measures embedding.
 */
export function withRememberedVectors(embedder: Embedder): Embedder {
  const database = new Database(FILE);
  database.pragma('journal_mode = WAL');
  database.exec(
    'create table if not exists vectors (model text, text_hash text, vector blob, primary key (model, text_hash)) without rowid',
  );
  const find = database.prepare('select vector from vectors where model = ? and text_hash = ?').pluck();
  const keep = database.prepare('insert or replace into vectors values (?, ?, ?)');

  return {
    ...embedder,
    async embedPassages(texts) {
      const known = texts.map((text) => {
        const bytes = find.get(embedder.fingerprint, hashOf(text)) as Uint8Array | undefined;
        return bytes === undefined ? undefined : new Float32Array(new Uint8Array(bytes).buffer);
      });
      const missing = texts.filter((_, at) => known[at] === undefined);
      const made = missing.length === 0 ? [] : await embedder.embedPassages(missing);
      for (const [at, text] of missing.entries()) {
        const vector = made[at];
        if (vector !== undefined)
          keep.run(
            embedder.fingerprint,
            hashOf(text),
            new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
          );
      }
      const fresh = made.values();
      return known.map((vector) => vector ?? fresh.next().value ?? new Float32Array());
    },
    async close() {
      database.close();
      await embedder.close();
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
