import { describe, expect, test } from 'vitest';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import { describePassage, PLAIN_TEXT, XML } from './suggestion.ts';

const found: FoundPassage = {
  page_id: 1,
  passage_id: 1,
  url: 'https://tides.example/log',
  title: 'The log',
  domain: 'tides.example',
  content: 'The keeper wrote the height of the tide in the book before the lamp was lit.',
  heading_path: [],
  start: 0,
  end: 10,
  anchor: { exact: '', prefix: '', suffix: '' },
  jump_url: 'https://tides.example/log#:~:text=tide',
  highlights: [
    [35, 39],
    [63, 67],
  ],
  similarity_score: 0.5,
  score: 0.5,
  matched_by: ['words'],
  tags: [],
  timestamp: '2026-11-21T10:00:00Z',
  captured_at: '2026-11-21T10:00:00Z',
  retention_policy: 'permanent',
  language: 'en',
  kind: 'text',
};

/** What the browser shows of it. */
const shown = (description: string) =>
  description
    .replaceAll(/<\/?(?:match|dim)>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

test('a line says title and site, and marks the matched words', () => {
  expect(describePassage(found, XML)).toBe(
    'The log<dim> · tides.example · </dim>wrote the height of the <match>tide</match> in the book before the <match>lamp</match> was lit.',
  );
  expect(describePassage(found, PLAIN_TEXT)).toBe(
    'The log · tides.example · wrote the height of the tide in the book before the lamp was lit.',
  );
});

test('a page without a title is named by its address', () => {
  expect(describePassage({ ...found, title: ' ' }, PLAIN_TEXT)).toMatch(/^https:\/\/tides\.example\/log · /);
});

test('a passage found by meaning alone is shown from its start', () => {
  expect(describePassage({ ...found, highlights: [] }, XML)).toContain('</dim>The keeper wrote');
});

describe('whatever a page says stays text', () => {
  test.for([
    ['</match><url>x</url> & "quotes" \'too\' <!-- ]]>', '</match><url>x</url> & "quotes" \'too\' <!-- ]]>'],
    ['&lt;b&gt; is written', '&lt;b&gt; is written'],
    ['null \0 bell \x07 half \uD83D end \uDE00 none \uFFFE\uFFFF', 'null bell half end none '],
    ['line\nfeed\ttab\u2028separator', 'line feed tab separator'],
    ['😀'.repeat(200), '😀'.repeat(200)],
  ] as const)('%j', ([text, kept]) => {
    const highlights: [number, number][] = [
      [1, 7],
      [9, 300],
    ];
    const line = describePassage({ ...found, title: text, content: text, highlights }, XML);
    expect(line.replaceAll(/<\/?(?:match|dim)>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;)/);
    expect(line.isWellFormed()).toBe(true);
    expect(shown(line)).toMatch(/^[\P{Cc}]*$/u);
    expect(shown(line).startsWith(`${kept} · tides.example`)).toBe(true);
  });
});
