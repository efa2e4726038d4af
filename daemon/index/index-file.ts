import Database from 'better-sqlite3';
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { APPLICATION_ID, createSchema, SCHEMA_VERSION } from './schema.ts';
import { isSealWhole, isSealWholeStill } from './index-seal.ts';
import { salvageVectors } from './salvage-vectors.ts';
import type { IndexOptions } from './search-index.ts';

type Condition = 'sound' | 'unusable' | 'foreign' | 'missing';

/** A larger file is compared with its seal behind the first answers: 200 MB take as long as the rest of a start. */
const SEALED_BYTES = 64_000_000;

/**
 * Sees to it that `index.db` is there, whole and of this schema. Opening it here also rolls back what an interrupted
 * sync left. An unusable index is deleted once its sound vectors are taken over, because `pages.db` has the rest of it
 * and a copy put aside would keep what is forgotten later; a file that is not ours is put aside. Both are said in a line.
 */
export function prepareIndexFile(options: IndexOptions): void {
  const { file } = options;
  removeUnfinished(`${file}.new`);
  const condition = statSync(file, { throwIfNoEntry: false }) === undefined ? 'missing' : examine(options);
  if (condition !== 'sound') replace(condition, options);
}

/** Whether a file that was too large for it at the start is still what was sealed. */
export async function isLargeFileWhole(file: string): Promise<boolean> {
  return statSync(file).size <= SEALED_BYTES || (await isSealWholeStill(file));
}

/** Puts an index without pages in the place of a damaged one, with its sound vectors. */
export function replaceUnusable(options: IndexOptions): void {
  replace(sayUnusable('unusable', options), options);
}

/** Removes a new index that did not come to take the place of the old one: nobody would forget in it. */
export function removeUnfinished(fresh: string): void {
  for (const end of ['', '-journal']) rmSync(`${fresh}${end}`, { force: true });
}

function replace(condition: Condition, options: IndexOptions): void {
  const { file, dimensions } = options;
  if (condition === 'foreign') {
    renameSync(file, `${file}.foreign`);
    options.onSync?.('index.db was not an index of Pagekeep; it is kept as index.db.foreign');
  }
  const fresh = `${file}.new`;
  removeUnfinished(fresh);
  closeSync(openSync(fresh, 'wx', 0o600));
  const index = connectIndex(fresh);
  createSchema(index.database, dimensions);
  const taken = condition === 'unusable' ? salvageVectors(file, index, dimensions) : 0;
  index.database.close();
  if (taken > 0) options.onSync?.(`${taken} vectors of it are sound and were taken over`);
  for (const end of ['', '-journal', '-wal', '-shm', '.sum']) rmSync(`${file}${end}`, { force: true });
  renameSync(fresh, file);
}

function examine(options: IndexOptions): Condition {
  try {
    const index = connectIndex(options.file);
    try {
      return sayUnusable(conditionOf(index, options), options);
    } finally {
      index.database.close();
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return sayUnusable(error.code === 'SQLITE_NOTADB' ? 'foreign' : 'unusable', options);
  }
}

function sayUnusable(condition: Condition, options: IndexOptions): Condition {
  if (condition === 'unusable') {
    options.onSync?.('index.db was damaged or of another version; it is built again from the kept pages');
  }
  return condition;
}

function conditionOf({ database, sql }: IndexDatabase, { file }: IndexOptions): Condition {
  const bytes = statSync(file).size;
  if (bytes === 0) return 'unusable';
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) return 'foreign';
  if (database.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) return 'unusable';
  const pages = Number(database.pragma('page_count', { simple: true }));
  if (bytes < pages * Number(database.pragma('page_size', { simple: true }))) return 'unusable';
  const parts = sql<Record<'passages' | 'words' | 'embedded' | 'vectors' | 'images' | 'described', number>>(
    `select (select count(*) from indexed) as passages, (select count(*) from passage_words_docsize) as words,
       (select count(*) from indexed where has_vector = 1) as embedded,
       (select count(*) from vectors_rowids) as vectors,
       (select count(*) from indexed_images) as images, (select count(*) from image_words_docsize) as described`,
  ).get();
  if (parts === undefined || parts.passages !== parts.words) return 'unusable';
  if (parts.embedded !== parts.vectors || parts.images !== parts.described) return 'unusable';
  return bytes > SEALED_BYTES || isSealWhole(file) ? 'sound' : 'unusable';
}
