import { describe, expect, test } from 'vitest';
import { closePassage } from '../../test/fakes/close-passage.ts';
import { parseQuestion } from '../index/parse-question.ts';
import { readClosely } from './read-closely.ts';

const NOW = Date.parse('2026-11-21');
const daysAgo = (count: number) => NOW - count * 86_400_000;

function passage(passage_id: number, score: number) {
  return closePassage({ passage_id, score });
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
  return readClosely(parseQuestion(question), passages, rows, NOW).map(({ score }) => score);
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

  test('a few shared words in their order are chance', () => {
    const [some, none] = scores('how to polish the metal of a backyard bonfire bowl', [
      row(1, 'A backyard bonfire, and a bowl.'),
      row(2, 'Wipe the stainless pit with a soft brush.'),
    ]);
    expect(some).toBe(none);
  });

  test('the page whose address was asked for stands first', () => {
    const [other, asked] = scores('www.notes.example', [
      { ...row(1, 'Words.'), url: 'https://notes.example/other' },
      row(2, 'Words.'),
    ]);
    expect(asked).toBe(1);
    expect(other).toBeLessThan(1);
  });

  test('of two alike the newer stands first, by very little', () => {
    const [today, lastMonth, longAgo] = scores('a question', [
      { ...row(1, 'Words.'), captured_at: daysAgo(0) },
      { ...row(2, 'Words.'), captured_at: daysAgo(30) },
      { ...row(3, 'Words.'), captured_at: daysAgo(3_000) },
    ]);
    expect(today).toBeGreaterThan(lastMonth ?? 1);
    expect(lastMonth).toBeGreaterThan(longAgo ?? 1);
    expect((today ?? 1) - (longAgo ?? 0)).toBeLessThanOrEqual(0.02);
  });

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
    expect(readClosely(parseQuestion('any words at all'), [passage(9, 0.3)], [], NOW)[0]?.score).toBe(0.3);
  });
});
