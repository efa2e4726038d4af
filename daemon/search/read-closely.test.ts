import { describe, expect, test } from 'vitest';
import { parseQuestion } from '../index/parse-question.ts';
import { readClosely } from './read-closely.ts';

function passage(passage_id: number, score: number) {
  return {
    passage_id,
    page_id: passage_id,
    bm25: null,
    cosine: score,
    words: score,
    meaning: score,
    words_share: 0.4,
    score,
  };
}

function row(passage_id: number, text: string, titles: readonly string[] = ['Notes']) {
  return {
    passage_id,
    page_id: passage_id,
    ordinal: 0,
    kind: 'text' as const,
    text,
    heading_path: [],
    start: 0,
    end: text.length,
    anchor: { exact: text, prefix: '', suffix: '' },
    url: 'https://notes.example/',
    title: titles[0] ?? '',
    other_titles: titles.slice(1),
    note: null,
    domain: 'notes.example',
    language: 'en',
    captured_at: 0,
    retention_policy: 'permanent',
    tags: [],
  };
}

function scores(question: string, rows: ReturnType<typeof row>[]): number[] {
  const passages = rows.map(({ passage_id }) => passage(passage_id, 0.5));
  return readClosely(parseQuestion(question), passages, rows).map(({ score }) => score);
}

describe('readClosely', () => {
  test('the same words in the order of the question count for more than the same words', () => {
    const [inOrder, mixed] = scores('the log survives a power cut', [
      row(1, 'They say the log always survives even a power cut.'),
      row(2, 'A cut in power; a log; survives the winter.'),
    ]);
    expect(inOrder).toBeGreaterThan(mixed ?? 1);
  });

  test('a page that is called what was asked for stands first, whichever of its titles it is', () => {
    const [other, tab, shared] = scores('Hacker News', [
      row(1, 'Words.', ['Startup news and more']),
      row(2, 'Words.', ['Hacker News']),
      row(3, 'Words.', ['Front page', 'Hacker News']),
    ]);
    expect(tab).toBe(shared);
    expect(tab).toBeGreaterThan(other ?? 1);
  });

  test('of a question in other words the few shared words do not outweigh its meaning', () => {
    const passages = [
      { ...passage(1, 0.7), bm25: 9, cosine: 0.2, words: 1, meaning: 0.2 },
      { ...passage(2, 0.4), bm25: null, cosine: 0.6, words: 0, meaning: 0.6 },
    ];
    const rows = [row(1, 'A garden bowl.'), row(2, 'Wipe the stainless pit with a soft brush.')];
    const [shared, meant] = readClosely(parseQuestion('polish metal backyard bonfire bowl'), passages, rows);
    expect(meant?.score).toBeGreaterThan(shared?.score ?? 1);
    const [held, other] = readClosely(parseQuestion('garden bowl'), passages, rows);
    expect(held?.score).toBeGreaterThan(other?.score ?? 1);
  });

  test.each([{ note: 'for the garden bowl' }, { tags: ['garden', 'bowl'] }])(
    'words that stand only in what the person said of a page are trusted: %j',
    (said) => {
      const passages = [
        { ...passage(1, 0.7), bm25: 9, cosine: 0.2, words: 1, meaning: 0.2 },
        { ...passage(2, 0.4), bm25: null, cosine: 0.5, words: 0, meaning: 0.5 },
      ];
      const rows = [{ ...row(1, 'Clay and glaze.'), ...said }, row(2, 'Wipe the pit with a soft brush.')];
      const [noted, near] = readClosely(parseQuestion('garden bowl'), passages, rows);
      expect(noted?.score).toBeGreaterThan(near?.score ?? 1);
    },
  );

  test('wording only lifts, and nothing passes 1', () => {
    const all = scores('a question of words', [
      row(1, 'Unrelated.'),
      row(2, 'A question of words', ['A question of words']),
    ]);
    for (const score of all) expect(score).toBeGreaterThanOrEqual(0.5);
    for (const score of all) expect(score).toBeLessThanOrEqual(1);
  });

  test('Japanese is read word by word too', () => {
    const [inOrder, mixed] = scores('冬の低山を歩くための準備', [
      row(1, '冬の低山を歩くための五つの準備'),
      row(2, '準備を歩く。低山の冬。'),
    ]);
    expect(inOrder).toBeGreaterThan(mixed ?? 1);
  });

  test('a passage that was not read keeps its score', () => {
    expect(readClosely(parseQuestion('any words at all'), [passage(9, 0.3)], [])[0]?.score).toBe(0.3);
  });
});
