import type { Database, Statement } from 'better-sqlite3';
import { load as loadVec0 } from 'sqlite-vec';
import { openSqlite } from '../open-sqlite.ts';
import { requireSqlite } from '../require-sqlite.ts';

/** One database with the index's schema: the one in RAM or its copy on disk. */
export interface IndexDatabase {
  readonly database: Database;
  /** Prepares a statement once; values are bound, never written into the text. */
  readonly sql: <Row = unknown>(text: string) => Statement<unknown[], Row>;
}

/**
 * Opens a file, or an image of one that was read into memory (never a WAL image: SQLite refuses it). Nobody else works on
 * it, so a lock is a failure at once rather than something a search should wait for.
 */
export function connectIndex(source: string | Buffer): IndexDatabase {
  const database = openSqlite(source, { timeout: 0 });
  requireSqlite(database);
  loadVec0(database);
  database.pragma('journal_mode = TRUNCATE');
  database.pragma('secure_delete = ON');
  database.pragma('temp_store = MEMORY');
  // How many passages and pages hold a word, and which; views on the full text that store nothing.
  database.exec(`
    create virtual table temp.vocabulary using fts5vocab(main, passage_words, row);
    create virtual table temp.word_places using fts5vocab(main, passage_words, instance);
    create virtual table temp.page_vocabulary using fts5vocab(main, page_words, row);
  `);
  const statements = new Map<string, Statement>();
  return {
    database,
    sql: <Row>(text: string) => {
      const known = statements.get(text) ?? database.prepare(text);
      statements.set(text, known);
      return known as Statement<unknown[], Row>;
    },
  };
}
