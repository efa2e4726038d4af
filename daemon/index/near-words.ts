import type { IndexDatabase } from './index-database.ts';
import { InvertedIndex } from './postings/inverted-index.ts';
import type { AskedTerm, WordScores } from './postings/inverted-index.ts';
import { unpackTerms } from './postings/term-vector.ts';

/** Passages read at a time: some milliseconds. */
const STEP = 250;
/** With more than this to read first, a question is answered sooner by FTS5. */
const LATE = 1_000;

/**
 * The index's words as questions score them. What changed is only noted, and read again from the index before it is next
 * asked for: a transaction that is undone, or a passage forgotten, leaves nothing here that the index does not hold.
 */
export class NearWords {
  readonly #index: IndexDatabase;
  readonly #postings = new InvertedIndex();
  readonly #changed = new Set<number>();
  #step: NodeJS.Immediate | null = null;

  constructor(index: IndexDatabase) {
    this.#index = index;
    for (const id of index.sql<number>('select passage_id from passage_terms').pluck().iterate())
      this.#changed.add(id);
    this.#goOn();
  }

  /** Notes that a passage's words came, went or changed. */
  note(passageId: number): void {
    this.#changed.add(passageId);
    this.#goOn();
  }

  /** BM25 of every passage; null while too much has to be read first. `found` are the holders of words looked up elsewhere. */
  score(terms: readonly AskedTerm[], found: readonly ReadonlySet<number>[]): WordScores | null {
    if (this.#changed.size > LATE) return null;
    while (this.#changed.size > 0) this.#read();
    return this.#postings.score(terms, found);
  }

  stop(): void {
    if (this.#step !== null) clearImmediate(this.#step);
    this.#step = null;
  }

  #goOn(): void {
    if (this.#changed.size === 0 && !this.#postings.hasDead) return;
    this.#step ??= setImmediate(() => {
      this.#step = null;
      if (this.#changed.size > 0) this.#read();
      else this.#postings.wipe();
      this.#goOn();
    });
  }

  #read(): void {
    const ids: number[] = [];
    for (const id of this.#changed) {
      if (ids.push(id) === STEP) break;
    }
    const held = new Map(
      this.#index
        .sql<[number, Uint8Array]>(
          'select passage_id, terms from passage_terms where passage_id in (select value from json_each(?))',
        )
        .raw()
        .all(JSON.stringify(ids)),
    );
    for (const id of ids) {
      const terms = held.get(id);
      if (terms === undefined) this.#postings.remove(id);
      else this.#postings.put(id, unpackTerms(terms));
      this.#changed.delete(id);
    }
  }
}
