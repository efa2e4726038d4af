import { expect, test } from 'vitest';
import type { FoundPassage } from '../../shared/contract/passage.ts';
import { fitAnswer } from './fit-answer.ts';

const BYTES = 15_000;

function found(content: string, landing: string): FoundPassage {
  const at = content.indexOf(landing);
  return {
    page_id: 1,
    passage_id: 1,
    url: 'https://bread.example/rise',
    title: 'Why bread rises',
    domain: 'bread.example',
    content,
    heading_path: ['Yeast'],
    start: 0,
    end: content.length,
    anchor: { exact: landing, prefix: '', suffix: '' },
    jump_url: 'https://bread.example/rise#:~:text=Yeast',
    highlights: [[at, at + 3]],
    similarity_score: 0.5,
    score: 0.5,
    matched_by: ['words'],
    tags: [],
    timestamp: '2026-11-21T10:00:00.000Z',
    captured_at: '2026-11-21T10:00:00.000Z',
    retention_policy: 'permanent',
    language: 'en',
    kind: 'text',
  };
}

function story(sentences: number): string {
  return Array.from({ length: sentences }, (_, nth) => `Sentence ${nth} tells of yeast and dough.`).join(' ');
}

test('what fits stays as it is', () => {
  const ten = Array.from({ length: 10 }, () => found(story(20), 'Sentence 3 tells of yeast and dough.'));
  expect(fitAnswer(ten)).toEqual(ten);
  const one = [found(story(200), 'Sentence 3 tells of yeast and dough.')];
  expect(fitAnswer(one)).toEqual(one);
});

test('the longest give way, by whole sentences around the one to land on, and keep their highlights', () => {
  const [short, landing] = [story(4), 'Sentence 70 tells of yeast and dough.'];
  const all = [
    found(short, 'Sentence 3 tells of yeast and dough.'),
    ...Array.from({ length: 9 }, () => found(story(100), landing)),
  ];
  const fitted = fitAnswer(all);
  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(BYTES);
  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeGreaterThan(BYTES - 1_000);
  expect(fitted[0]).toEqual(all[0]);
  for (const { content, highlights } of fitted.slice(1)) {
    expect(content).toContain(landing);
    expect(content).toMatch(/^Sentence \d+ tells.*dough\.$/);
    expect(story(100)).toContain(content);
    expect(highlights.map(([from, to]) => content.slice(from, to))).toEqual(['Sen']);
  }
});

test('nothing is shortened to nothing, whatever stands around it', () => {
  const url = `https://bread.example/${'x'.repeat(4_000)}`;
  const all = Array.from({ length: 10 }, () => ({ ...found(story(100), 'Sentence 9 tells'), url }));
  for (const { content } of fitAnswer(all)) expect(content.length).toBeGreaterThan(200);
});
