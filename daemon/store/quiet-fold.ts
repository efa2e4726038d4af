import type Database from 'better-sqlite3';

/** Between the pages of an import or a crawl lies more, between those of a burst less. */
const QUIET_MS = 25;

/** Half of what SQLite waits for: folding in takes 5 to 15 ms, however little there is. */
const COMMITS = 64;

/**
 * Folds the journal into the file in the first quiet moment after some transactions. Left to SQLite, every 108th kept page
 * waits 13 to 16 ms for it, which is 8 % of keeping pages (bench `remember`); so only one in a long burst does. In a thread
 * of its own it would take longer, since the journal cannot begin anew while it is written to.
 */
export class QuietFold {
  readonly #database: Database.Database;
  readonly #timer: NodeJS.Timeout;
  #commits = 0;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#timer = setTimeout(() => this.#fold(), QUIET_MS).unref();
  }

  /** Says that a transaction has ended: the quiet begins anew. */
  noteCommit(): void {
    this.#commits += 1;
    this.#timer.refresh();
  }

  /** Before the file is closed. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #fold(): void {
    if (this.#commits < COMMITS || !this.#database.open) return;
    this.#commits = 0;
    try {
      // Waits for no reader: what one still needs stays for the next time.
      this.#database.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Nothing is lost: it stays in the journal, and who keeps something next is told if the disk is at fault.
    }
  }
}
