import type { IndexDatabase } from './index-database.ts';
import { readFacts } from './index-records.ts';
import { pageWords } from './page-words.ts';
import { PassagePages } from './passage-pages.ts';
import { InvertedIndex } from './postings/inverted-index.ts';
import type { WordScores } from './postings/word-scores.ts';
import { termHash, termVector, unpackTerms } from './postings/term-vector.ts';
import { FIRST_READING_MS, ReadingSteps } from './reading-steps.ts';
import { readTerms } from './read-terms.ts';
import { PAGE_WEIGHTS } from './schema.ts';

/** Records read at a time: some milliseconds. A page's words are stemmed again, a passage's are kept as numbers. */
const STEPS = { page_words: 50, passage_words: 250 } as const;
/** With more records to read first, a question is answered sooner by FTS5. */
const MOST_WAITING = 1_500;

/** Pages that follow each other come sooner than that, in milliseconds: what changed is read once no more do. */
const QUIET_MS = 20;
/** So many changes are read among them, or questions would have to wait. */
const MANY_CHANGED = 500;

/** Questions whose words are weighed and that were not asked yet; one takes half a megabyte at 100,000 passages. With room for four, every other one of eight who asked at once was weighed twice. */
const MOST_EXPECTED = 8;

/** What a question's words say of every passage by itself, and of every page by its tags, address and note. */
export interface WordsAsked {
  readonly passages: WordScores;
  readonly pages: WordScores;
}

const TABLES = ['page_words', 'passage_words'] as const;
type Table = (typeof TABLES)[number];

const NEXT_IDS: Readonly<Record<Table, string>> = {
  page_words: `select page_id from page_facts where page_id > ? order by page_id limit ${STEPS.page_words}`,
  passage_words: `select passage_id from passage_terms where passage_id > ? order by passage_id limit ${STEPS.passage_words}`,
};
const COUNTS: Readonly<Record<Table, string>> = {
  page_words: 'select count(*) from page_facts',
  passage_words: 'select count(*) from indexed',
};

/**
 * The index's words as questions score them. What changed is only noted, and read again from the index before it is next
 * asked for: a transaction that is undone, or a passage forgotten, leaves nothing here that the index does not hold.
 */
export class NearWords {
  readonly #index: IndexDatabase;
  #postings = { passage_words: new InvertedIndex(), page_words: new InvertedIndex() };
  #places = new PassagePages();
  readonly #changed: Record<Table, Set<number>> = { page_words: new Set(), passage_words: new Set() };
  /** The id up to which a table has been read; null once all of it has. */
  readonly #readTo: Record<Table, number | null> = { page_words: 0, passage_words: 0 };
  readonly #expected = new Map<string, WordsAsked>();
  readonly #reading = new ReadingSteps(() => this.#readStep() || this.#wipeStep());
  #clock: NodeJS.Timeout | null = null;

  constructor(index: IndexDatabase) {
    this.#index = index;
    this.#reading.goOnAfter(FIRST_READING_MS);
  }

  /** Notes that the words of a passage or page came, went or changed. */
  note(table: Table, id: number): void {
    this.#changed[table].add(id);
    this.#expected.clear();
    this.#wait();
  }

  /** Reads everything anew, a step at a time between other work. */
  reload(): void {
    this.#postings = { passage_words: new InvertedIndex(), page_words: new InvertedIndex() };
    this.#places = new PassagePages();
    for (const table of TABLES) {
      this.#changed[table].clear();
      this.#readTo[table] = 0;
    }
    this.#expected.clear();
    this.#reading.goOn();
  }

  /** Scores the words of a MATCH expression made of quoted terms; null while too much has to be read first. */
  score(match: string): WordsAsked | null {
    const expected = this.#expected.get(match);
    this.#expected.delete(match);
    if (expected !== undefined) return expected;
    if (!this.#catchUp()) return null;
    const scored = (table: Table) => this.#postings[table].score(readTerms(this.#index, match, table));
    return { passages: scored('passage_words'), pages: scored('page_words') };
  }

  /** Weighs an expression that is about to be scored. */
  expect(match: string): WordsAsked | null {
    const asked = this.score(match);
    if (asked === null) return null;
    const [oldest = ''] = this.#expected.keys();
    if (this.#expected.size === MOST_EXPECTED) this.#expected.delete(oldest);
    this.#expected.set(match, asked);
    return asked;
  }

  /** Some passages that hold a word of this stem; null while too much has to be read first. */
  somePassages(stem: string, most: number): number[] | null {
    if (!this.#catchUp()) return null;
    const found: number[] = [];
    for (const id of this.#postings.passage_words.holders(termHash(stem))) {
      if (found.push(id) === most) break;
    }
    return found;
  }

  /** Which passages stand where; null while too much has to be read first. */
  places(): PassagePages | null {
    return this.#catchUp() ? this.#places : null;
  }

  stop(): void {
    this.#reading.stop();
    if (this.#clock !== null) clearTimeout(this.#clock);
    this.#clock = null;
  }

  #wait(): void {
    const changed = this.#countChanged();
    this.#clock ??= setTimeout(() => {
      this.#clock = null;
      if (this.#countChanged() === changed || changed > MANY_CHANGED) this.#reading.goOn();
      else this.#wait();
    }, QUIET_MS);
  }

  #countChanged(): number {
    return TABLES.reduce((sum, table) => sum + this.#changed[table].size, 0);
  }

  /** Reads what is left to read, if a question can wait for it; false when it cannot. */
  #catchUp(): boolean {
    if (TABLES.reduce((sum, table) => sum + this.#waiting(table), 0) > MOST_WAITING) return false;
    while (this.#readStep());
    return true;
  }

  /** About how many records of a table are left to read. */
  #waiting(table: Table): number {
    if (this.#readTo[table] === null) return this.#changed[table].size;
    return (this.#index.sql<number>(COUNTS[table]).pluck().get() ?? 0) - this.#postings[table].size;
  }

  /** Reads some of what is left to read; false when nothing was. */
  #readStep(): boolean {
    for (const table of TABLES) {
      const ids = this.#take(table);
      if (ids.length === 0) continue;
      if (table === 'page_words') this.#readPages(ids);
      else this.#readPassages(ids);
      return true;
    }
    return false;
  }

  /** Wipes some of what was removed; false when nothing was left of it. */
  #wipeStep(): boolean {
    const postings = Object.values(this.#postings).find(({ hasDead }) => hasDead);
    postings?.wipe();
    return postings !== undefined;
  }

  /** The next ids to be read, which then count as read: those there were at the start, then those that changed. */
  #take(table: Table): number[] {
    const from = this.#readTo[table];
    if (from !== null) {
      const ids = this.#index.sql<number>(NEXT_IDS[table]).pluck().all(from);
      this.#readTo[table] = ids.at(-1) ?? null;
      if (ids.length > 0) return ids;
    }
    const taken: number[] = [];
    for (const id of this.#changed[table]) {
      if (taken.push(id) === STEPS[table]) break;
    }
    for (const id of taken) this.#changed[table].delete(id);
    return taken;
  }

  #readPages(ids: readonly number[]): void {
    const postings = this.#postings.page_words;
    for (const id of ids) {
      const facts = readFacts(this.#index, id);
      if (facts === undefined) postings.remove(id);
      else postings.put(id, termVector(pageWords(facts.row, facts.tags), PAGE_WEIGHTS));
    }
  }

  #readPassages(ids: readonly number[]): void {
    const postings = this.#postings.passage_words;
    const rows = this.#index
      .sql<[number, number, Uint8Array]>(
        `select passage_id, page_id, terms from passage_terms join indexed using (passage_id)
         where passage_id in (select value from json_each(?))`,
      )
      .raw()
      .all(JSON.stringify(ids));
    const gone = new Set(ids);
    for (const [id, pageId, terms] of rows) {
      gone.delete(id);
      this.#places.put(id, pageId);
      postings.put(id, unpackTerms(terms));
    }
    for (const id of gone) {
      this.#places.remove(id);
      postings.remove(id);
    }
  }
}
