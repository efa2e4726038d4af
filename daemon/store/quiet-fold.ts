import type Database from 'better-sqlite3';

/** Nobody has kept anything for so long. */
const QUIET_MS = 200;

/** Fewer are not worth the waiting for the disk: folding takes 5 to 20 ms. */
const COMMITS = 16;

/**
 * Folds the journal into the file when nobody keeps anything. Left to SQLite, one of
 * 108 kept pages waits for it; so only one in a long burst does. In a thread of its own it would take longer, since the journal cannot begin anew while
 * it is written to.
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
