import { allowedEdits, editsToBeginning } from './edit-distance.ts';
import type { IndexDatabase } from './index-database.ts';
import { FIRST_READING_MS, ReadingSteps } from './reading-steps.ts';
import { wordStem } from './word-stem.ts';

/** Terms read at a time: 2 to 4 ms. */
const STEP = 1_000;
/** What a question may wait for, in milliseconds. */
const PATIENCE_MS = 4;
/** A large list is not read again sooner, in milliseconds: pages that come meanwhile add few new words. */
const FRESH_MS = 30_000;
/** Stems looked at more closely. */
const MOST_NEAR = 8;
/** Of a stem's letters so many at least: shorter ones are near everything. */
const LEAST_LETTERS = 3;

export interface NearStem {
  readonly stem: string;
  /** Passages that hold it. */
  readonly passages: number;
}

interface Listed {
  /** The stems in their order. */
  readonly stems: readonly string[];
  readonly passages: Uint32Array;
  /** The letters of each, as bits. */
  readonly letters: Uint32Array;
}

const NOTHING: Listed = { stems: [], passages: new Uint32Array(0), letters: new Uint32Array(0) };

/**
 * All word stems that stand in passages, for a look through all of them: FTS5 takes 0.1 ms to find one. Read in steps
 * once a question asks, and again when it asks after a change.
 */
export class KnownStems {
  readonly #index: IndexDatabase;
  #listed = NOTHING;
  #reading: Generator<void> | null = null;
  readonly #steps = new ReadingSteps(() => this.#readOn());
  /** `total_changes()` as the list was begun. */
  #changes = -1;
  #readAt = 0;

  constructor(index: IndexDatabase) {
    this.#index = index;
    this.#steps.goOnAfter(FIRST_READING_MS);
  }

  /** Reads what changed, as far as a question can wait for it. */
  refresh(): void {
    const until = performance.now() + PATIENCE_MS;
    const small = this.#listed.stems.length <= STEP;
    if (this.#reading === null && (small || performance.now() - this.#readAt > FRESH_MS)) {
      const changes = this.#countChanges();
      if (changes !== this.#changes) this.#reading = this.#read();
      this.#changes = changes;
    }
    // One step always: a small memory is read whole in it, however late this thread was given its turn.
    while (this.#readOn() && performance.now() < until);
    if (this.#reading !== null) this.#steps.goOn();
  }

  /** Forgets the list; the next question has it read anew. */
  drop(): void {
    this.stop();
    this.#listed = NOTHING;
    this.#changes = -1;
  }

  stop(): void {
    this.#steps.stop();
    this.#reading = null;
  }

  /** Whether a stem is in the list. */
  has(stem: string): boolean {
    return this.#listed.stems[this.#place(stem)] === stem;
  }

  /** Whether some stem begins so. */
  hasBeginning(start: string): boolean {
    return this.#listed.stems[this.#place(start)]?.startsWith(start) ?? false;
  }

  /**
   * The stems that a word with some wrong letters may have, the likeliest first. Endings are left out of stems, so a stem
   * is compared with the nearest beginning of the word. The first letter is taken to be right, swapped or one too many.
   */
  near(word: string): NearStem[] {
    const { stems, passages, letters } = this.#listed;
    const edits = allowedEdits(word);
    const stemmed = wordStem(word);
    // Where an ending changed a letter, as y to i, the stem is no beginning of the word.
    const forms = word.startsWith(stemmed) ? [word] : [word, stemmed];
    const wanted = lettersOf(word) | lettersOf(stemmed);
    // The letters of the word's beginnings, by length, but for its last letter, which an ending may have changed.
    const starts = Array.from(word, (_, length) => lettersOf(word.slice(0, length)));
    const shortest = Math.max(LEAST_LETTERS, Math.ceil(word.length / 2));
    const found: (NearStem & { readonly far: number })[] = [];
    const look = (start: string) => {
      const end = this.#place(`${start}\u{10FFFF}`);
      for (let at = this.#place(start); at < end; at++) {
        if (countBits((letters[at] ?? 0) & ~wanted) > edits) continue;
        const stem = stems[at] ?? '';
        if (stem.length < shortest || stem.length > word.length + edits) continue;
        if (countBits((starts[stem.length - edits] ?? 0) & ~(letters[at] ?? 0)) > edits) continue;
        const distance = Math.min(...forms.map((form) => editsToBeginning(stem, form, edits)));
        if (distance > edits) continue;
        const far = 4 * distance + Math.abs(word.length - stem.length);
        found.push({ stem, passages: passages[at] ?? 0, far });
      }
    };
    const [first = '', second = '', third = ''] = word;
    look(first);
    if (second !== first) for (const next of new Set([first, third])) look(second + next);
    return found.toSorted((a, b) => a.far - b.far || b.passages - a.passages).slice(0, MOST_NEAR);
  }

  #place(stem: string): number {
    const { stems } = this.#listed;
    let low = 0;
    let high = stems.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((stems[middle] ?? '') < stem) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #countChanges(): number {
    return this.#index.sql<number>('select total_changes()').pluck().get() ?? 0;
  }

  /** Reads some of what is left to read; false when nothing is any more. */
  #readOn(): boolean {
    if (this.#reading?.next().done === true) this.#reading = null;
    return this.#reading !== null;
  }

  *#read(): Generator<void> {
    const stems: string[] = [];
    const counts: number[] = [];
    for (let last: string | undefined = ''; last !== undefined;) {
      const rows = this.#index
        .sql<[string, number]>(`select term, doc from vocabulary where term > ? limit ${STEP}`)
        .raw()
        .all(last);
      for (const [stem, count] of rows) {
        stems.push(stem);
        counts.push(count);
      }
      last = rows.length < STEP ? undefined : rows.at(-1)?.[0];
      if (last !== undefined) yield;
    }
    this.#listed = {
      stems,
      passages: Uint32Array.from(counts),
      letters: Uint32Array.from(stems, lettersOf),
    };
    this.#readAt = performance.now();
  }
}

function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
