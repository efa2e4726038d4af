import Database from 'better-sqlite3';
import { fc } from '../../../test/seeded-fast-check.ts';
import { expect, test } from 'vitest';
import { PASSAGE_WEIGHTS } from '../schema.ts';
import { wordStem } from '../word-stem.ts';
import { InvertedIndex } from './inverted-index.ts';
import { packTerms, termHash, termVector, unpackTerms } from './term-vector.ts';

type PassageWords = Readonly<Record<keyof typeof PASSAGE_WEIGHTS, string>>;

const vectorOf = (words: PassageWords) => termVector(words, PASSAGE_WEIGHTS);

const WORDS = [
  'olive',
  'olives',
  'grove',
  'running',
  'runs',
  'café',
  'cafe',
  'Straße',
  '2024',
  'naïve',
  'x',
  'oil',
];

/** The reference: what FTS5 gives each passage for the same words. */
class FullText {
  readonly #database = new Database(':memory:');

  constructor() {
    this.#database.exec(`create virtual table t using fts5(title, headings, body,
      content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2')`);
  }

  put(id: number, { title, headings, body }: PassageWords): void {
    this.remove(id);
    this.#database
      .prepare('insert into t (rowid, title, headings, body) values (?, ?, ?, ?)')
      .run(id, title, headings, body);
  }

  remove(id: number): void {
    this.#database.prepare('delete from t where rowid = ?').run(id);
  }

  score(words: readonly string[]): Map<number, number> {
    const weights = Object.values(PASSAGE_WEIGHTS).join(', ');
    const rows = this.#database
      .prepare(`select rowid, -bm25(t, ${weights}) from t where t match ?`)
      .raw()
      .all(words.map((word) => `"${word}"`).join(' OR '));
    return new Map(rows as [number, number][]);
  }
}

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
const passage = fc.record({ title: text, headings: text, body: text });
const change = fc.record({ id: fc.integer({ min: 1, max: 30 }), passage: fc.option(passage) });

test('every passage scores what FTS5 gives it, whatever came and went, sealed or not, wiped or not', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 80 }),
      fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4, selector: wordStem }),
      fc.boolean(),
      (changes, asked, wiped) => {
        const ours = new InvertedIndex(8);
        const reference = new FullText();
        for (const { id, passage: words } of changes) {
          if (words === null) {
            ours.remove(id);
            reference.remove(id);
          } else {
            ours.put(id, vectorOf(words));
            reference.put(id, words);
          }
        }
        while (wiped && ours.hasDead) ours.wipe();
        const scores = ours.score(asked.map((word) => [termHash(wordStem(word))]));
        const expected = reference.score(asked);
        for (let id = 1; id <= 30; id++) expect(scores.of(id)).toBeCloseTo(expected.get(id) ?? 0, 4);
        const best = scores.best(5, null).map(({ id }) => scores.of(id));
        const sorted = [...expected.values()].toSorted((a, b) => b - a).slice(0, 5);
        expect(best).toHaveLength(sorted.length);
        for (const [nth, score] of best.entries()) expect(score).toBeCloseTo(sorted[nth] ?? 0, 4);
      },
    ),
    { numRuns: 200 },
  );
});

test('only what is allowed is among the best, and equals come by id', () => {
  const index = new InvertedIndex(4);
  for (let id = 12; id > 0; id--) index.put(id, vectorOf({ title: '', headings: '', body: 'olive oil' }));
  index.put(13, vectorOf({ title: '', headings: '', body: 'grove' }));
  const scores = index.score([[termHash('grove')], [termHash(wordStem('olive'))]]);
  expect(scores.best(3, (id) => id % 2 === 0 && id < 13).map(({ id }) => id)).toEqual([2, 4, 6]);
});

test('it is known which words each passage holds, and how telling they are', () => {
  const index = new InvertedIndex(4);
  for (let id = 1; id <= 9; id++) index.put(id, vectorOf({ title: '', headings: '', body: 'filler' }));
  index.put(10, vectorOf({ title: 'rare', headings: '', body: 'thing' }));
  index.put(11, vectorOf({ title: '', headings: '', body: 'thing' }));
  const scores = index.score([[termHash('rare')], [termHash('thing')]]);
  expect([1, 10, 11].map((id) => [scores.holds(0, id), scores.holds(1, id)])).toEqual([
    [false, false],
    [true, true],
    [false, true],
  ]);
  expect(scores.weights[0]).toBeGreaterThan(scores.weights[1] ?? 0);
});

test('words found elsewhere count like the others', () => {
  const index = new InvertedIndex(4);
  for (let id = 1; id <= 9; id++) index.put(id, vectorOf({ title: '', headings: '', body: 'filler' }));
  const scores = index.score([new Set([3, 9])]);
  expect(scores.best(5, null).map(({ id }) => id)).toEqual([3, 9]);
  expect(scores.holds(0, 9)).toBe(true);
  expect(scores.holds(0, 8)).toBe(false);
});

test('what was removed leaves nothing behind once it is wiped', () => {
  const index = new InvertedIndex(4);
  for (let id = 1; id <= 8; id++) index.put(id, vectorOf({ title: '', headings: '', body: `word${id}` }));
  expect(index.remove(3)).toBe(true);
  expect(index.remove(3)).toBe(false);
  expect(index.hasDead).toBe(true);
  index.wipe();
  expect(index.hasDead).toBe(false);
  expect(index.size).toBe(7);
  for (let id = 1; id <= 8; id++) {
    expect(index.score([[termHash(wordStem(`word${id}`))]]).of(id) > 0).toBe(id !== 3);
  }
});

test('the words of a passage survive the way through bytes', () => {
  const vector = vectorOf({
    title: 'A title',
    headings: 'above',
    body: `word ${'again '.repeat(300)} 東京`,
  });
  expect(unpackTerms(packTerms(vector))).toEqual(vector);
  expect(Math.max(...vector.weights)).toBe(255);
  expect(vector.length).toBe(2 + 1 + 301 + 2);
  expect(unpackTerms(packTerms(vectorOf({ title: '', headings: '', body: '' }))).hashes).toHaveLength(0);
});
