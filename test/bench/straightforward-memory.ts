import Database from 'better-sqlite3';
import { load as loadVec0 } from 'sqlite-vec';
import { fuseByRank } from './fuse-by-rank.ts';

const POOL = 50;

export interface Chunk {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly vector: Float32Array;
}

/**
 * What one writes in an afternoon, and what the seed of this project was: chunks, FTS5 and vec0 in one file, searched as a
 * file, and the two lists fused by reciprocal ranks.
 */
export class StraightforwardMemory {
  readonly #database: Database.Database;

  /** `synchronous`: better-sqlite3 waits for the disk only now and then unless told otherwise. */
  constructor(file: string, dimensions: number, synchronous: 'NORMAL' | 'FULL' = 'NORMAL') {
    this.#database = new Database(file);
    loadVec0(this.#database);
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma(`synchronous = ${synchronous}`);
    this.#database.exec(`
      create table if not exists chunks (id integer primary key, url text, title text, text text);
      create virtual table if not exists words using fts5(title, text, tokenize = 'porter unicode61');
      create virtual table if not exists vectors using vec0(embedding float[${dimensions}] distance_metric=cosine);
    `);
  }

  /** In one transaction. */
  put(chunks: readonly Chunk[]): void {
    const keep = this.#database.prepare('insert into chunks (url, title, text) values (?, ?, ?)');
    const index = this.#database.prepare('insert into words (rowid, title, text) values (?, ?, ?)');
    const embed = this.#database.prepare('insert into vectors (rowid, embedding) values (?, ?)');
    this.#database.transaction(() => {
      for (const { url, title, text, vector } of chunks) {
        const id = BigInt(keep.run(url, title, text).lastInsertRowid);
        index.run(id, title, text);
        embed.run(id, bytesOf(vector));
      }
    })();
  }

  /** The best chunks with their texts. */
  search(question: string, vector: Float32Array, limit: number): unknown[] {
    const match = (question.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`).join(' OR ');
    const words = this.#ids(
      'select rowid from words where words match ? order by bm25(words) limit ?',
      match === '' ? '""' : match,
    );
    const near = this.#ids(
      'select rowid from vectors where embedding match ? and k = ? order by distance',
      bytesOf(vector),
    );
    const read = this.#database.prepare('select * from chunks where id = ?');
    return fuseByRank([words, near])
      .slice(0, limit)
      .map((id) => read.get(id));
  }

  close(): void {
    this.#database.close();
  }

  #ids(sql: string, asked: string | Uint8Array): number[] {
    return this.#database.prepare(sql).pluck().all(asked, POOL) as number[];
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
