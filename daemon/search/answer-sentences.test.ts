import { expect, test } from 'vitest';
import type { FoundPassageRow } from '../store/rows.ts';
import { answerSentences } from './answer-sentences.ts';

function row(text: string, passage_id = 1): FoundPassageRow {
  const page = {
    page_id: 1,
    url: 'https://a.example/',
    title: 'A',
    other_titles: [],
    note: null,
    domain: 'a.example',
  };
  const place = { passage_id, ordinal: 0, heading_path: [], start: 0, end: text.length };
  const anchor = { exact: text, prefix: '', suffix: '' };
  const rest = {
    language: 'en',
    captured_at: 0,
    retention_policy: 'permanent',
    tags: [],
    kind: 'text' as const,
  };
  return { ...page, ...place, ...rest, anchor, text };
}

function quotes(rows: readonly FoundPassageRow[], terms: readonly string[]): string[] {
  return answerSentences(rows, terms).map(({ row: { text }, span }) => text.slice(span.start, span.end));
}

const OTTERS =
  'An otter sleeps afloat in the kelp. Its fur is dense and warm.\nFerries call at the island twice.';

test('the sentences with the question’s words come first', () => {
  expect(quotes([row(OTTERS)], ['ferries', 'island'])[0]).toBe('Ferries call at the island twice.');
});

test('a word that stands everywhere counts less than one that stands once', () => {
  const text = 'The island is green and small. The island is old and windy. A harbour opens to the east.';
  expect(quotes([row(text)], ['island', 'harbour'])[0]).toBe('A harbour opens to the east.');
});

test('a sentence that points back takes the one before it along, within its own block', () => {
  expect(quotes([row(OTTERS)], ['fur'])[0]).toBe(
    'An otter sleeps afloat in the kelp. Its fur is dense and warm.',
  );
  expect(quotes([row('An otter sleeps afloat.\nIts fur is dense and warm.')], ['fur'])[0]).toBe(
    'Its fur is dense and warm.',
  );
});

test('headings and labels are no answers', () => {
  expect(quotes([row('Otter fur\nOtters have the densest fur of all.')], ['otter', 'fur'])).toEqual([
    'Otters have the densest fur of all.',
  ]);
});

test('a text of a thousand sentences is read in its best sixteen', () => {
  const text = Array.from({ length: 1_000 }, (_, at) => `Line number ${at} of the log says nothing.`).join(
    ' ',
  );
  const read = quotes([row(`${text} The ferry sank in a winter storm.`)], ['ferry', 'storm']);
  expect(read).toHaveLength(16);
  expect(read[0]).toBe('The ferry sank in a winter storm.');
});

test('with no word in common the best passage is read first, in its order', () => {
  const second = row('Another passage stands here for itself.', 2);
  expect(quotes([row(OTTERS), second], ['submarine'])).toEqual([
    'An otter sleeps afloat in the kelp.',
    'An otter sleeps afloat in the kelp. Its fur is dense and warm.',
    'Ferries call at the island twice.',
    'Another passage stands here for itself.',
  ]);
});
