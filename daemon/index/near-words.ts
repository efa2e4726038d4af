import type { IndexDatabase } from './index-database.ts';
import { readFacts } from './index-records.ts';
import { pageWords } from './page-words.ts';
import { InvertedIndex } from './postings/inverted-index.ts';
import type { WordScores } from './postings/inverted-index.ts';
import { termVector, unpackTerms } from './postings/term-vector.ts';
import { readTerms } from './read-terms.ts';
import { PAGE_WEIGHTS } from './schema.ts';

/** Records read at a time: some milliseconds. */
const STEP = 250;
/** With more than this to read first, a question is answered sooner by FTS5. */
const LATE = 1_000;

/** What a question's words say of every passage by itself, and of every page by its tags, address and note. */
export interface WordsAsked {
  readonly passages: WordScores;
  readonly pages: WordScores;
}

type Table = 'passage_words' | 'page_words';

/**
 * The index's words as questions score them. What changed is only noted, and read again from the index before it is next
 * asked for: a transaction that is undone, or a passage forgotten, leaves nothing here that the index does not hold.
 */
export class NearWords {
  readonly #index: IndexDatabase;
  readonly #postings = { passage_words: new InvertedIndex(), page_words: new InvertedIndex() };
  readonly #changed: Record<Table, Set<number>>;
  #step: NodeJS.Immediate | null = null;

  constructor(index: IndexDatabase) {
    this.#index = index;
    const idsOf = (sql: string) => new Set(index.sql<number>(sql).pluck().iterate());
    this.#changed = {
      page_words: idsOf('select page_id from page_facts'),
      passage_words: idsOf('select passage_id from passage_terms'),
    };
    this.#goOn();
  }

  /** Notes that the words of a passage or page came, went or changed. */
  note(table: Table, id: number): void {
    this.#changed[table].add(id);
    this.#goOn();
  }

  /** Scores the words of a MATCH expression made of quoted terms; null while too much has to be read first. */
  score(match: string): WordsAsked | null {
    if (this.#waiting > LATE) return null;
    while (this.#waiting > 0) this.#read();
    const scored = (table: Table) => this.#postings[table].score(readTerms(this.#index, match, table));
    return { passages: scored('passage_words'), pages: scored('page_words') };
  }

  stop(): void {
    if (this.#step !== null) clearImmediate(this.#step);
    this.#step = null;
  }

  get #waiting(): number {
    return this.#changed.passage_words.size + this.#changed.page_words.size;
  }

  #goOn(): void {
    const dead = Object.values(this.#postings).find((postings) => postings.hasDead);
    if (this.#waiting === 0 && dead === undefined) return;
    this.#step ??= setImmediate(() => {
      this.#step = null;
      if (this.#waiting > 0) this.#read();
      else dead?.wipe();
      this.#goOn();
    });
  }

  #read(): void {
    for (const id of this.#take('page_words')) {
      const facts = readFacts(this.#index, id);
      if (facts === undefined) this.#postings.page_words.remove(id);
      else this.#postings.page_words.put(id, termVector(pageWords(facts.row, facts.tags), PAGE_WEIGHTS));
    }
    const ids = this.#take('passage_words');
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
      if (terms === undefined) this.#postings.passage_words.remove(id);
      else this.#postings.passage_words.put(id, unpackTerms(terms));
    }
  }

  /** The next ids to be read, which then count as read. */
  #take(table: Table): number[] {
    const taken: number[] = [];
    for (const id of this.#changed[table]) {
      if (taken.push(id) === STEP) break;
    }
    for (const id of taken) this.#changed[table].delete(id);
    return taken;
  }
}
