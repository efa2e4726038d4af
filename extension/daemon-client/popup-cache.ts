import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { ANSWERS } from './clear-popup-cache.ts';
import type { AnswerCache, KeptAnswer } from '../ui/answer-cache.ts';

type Answer = KeptAnswer['answer'];

interface Kept {
  readonly key: string;
  readonly memory: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly answer: Answer;
}

interface Answers extends DBSchema {
  answers: { key: string; value: Kept; indexes: { at: number; memory: string } };
}

/** Counts the shapes an answer has had: what was kept in another shape is dropped unread. */
const SHAPE = 1;
const MOST = 60;
const OLDEST_MS = 24 * 60 * 60 * 1_000;
/** Sorts behind every character. */
const LAST = '\u{10FFFF}';

/**
 * Answers to questions asked before, so that the popup can paint one while the fresh answer is on its way. They hold words of
 * kept pages, so they go as soon as the memory is another than the one that gave them, and all at once when something is
 * forgotten (`clearPopupCache`). Where the browser keeps nothing, nothing is painted early.
 */
export class PopupCache implements AnswerCache {
  #database: Promise<IDBPDatabase<Answers>> | null = null;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    // Opened before it is needed.
    this.#answers().catch(() => undefined);
  }

  read: AnswerCache['read'] = async (key, memory) => {
    try {
      const database = await this.#answers();
      const kept =
        (await database.get('answers', key)) ??
        (await database.get('answers', IDBKeyRange.bound(key, key + LAST)));
      if (kept === undefined || kept.memory !== memory || kept.at < this.#now() - OLDEST_MS) return null;
      return { answer: kept.answer, exact: kept.key === key };
    } catch {
      return null;
    }
  };

  keep: AnswerCache['keep'] = async (key, memory, answer) => {
    try {
      const answers = (await this.#answers()).transaction('answers', 'readwrite').store;
      await answers.put({ key, memory, at: this.#now(), answer });
      const over = (await answers.count()) - MOST;
      const oldest = over > 0 ? await answers.index('at').getAllKeys(null, over) : [];
      await Promise.all(oldest.map((old) => answers.delete(old)));
    } catch {
      // The disk is full; the next question is only painted later.
    }
  };

  keepOnly: AnswerCache['keepOnly'] = async (memory) => {
    try {
      const answers = (await this.#answers()).transaction('answers', 'readwrite').store;
      const tooOld = await answers.index('at').count(IDBKeyRange.upperBound(this.#now() - OLDEST_MS));
      const strange = (await answers.count()) - (await answers.index('memory').count(memory));
      if (tooOld + strange > 0) await answers.clear();
    } catch {
      // Nothing is kept.
    }
  };

  /** Closes the database, as the end of a popup does. */
  async close(): Promise<void> {
    (await this.#answers()).close();
  }

  #answers(): Promise<IDBPDatabase<Answers>> {
    this.#database ??= openDB<Answers>(ANSWERS, SHAPE, {
      upgrade(database) {
        for (const store of database.objectStoreNames) database.deleteObjectStore(store);
        const answers = database.createObjectStore('answers', { keyPath: 'key' });
        answers.createIndex('at', 'at');
        answers.createIndex('memory', 'memory');
      },
      blocking: () => this.#letGo(),
    });
    return this.#database;
  }

  /** Someone clears the answers, which waits until nobody holds them. */
  #letGo(): void {
    const database = this.#database;
    this.#database = null;
    void database?.then((held) => held.close());
  }
}
