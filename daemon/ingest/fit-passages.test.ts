import { expect, test } from 'vitest';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import type { CapturedPassage } from '../../shared/contract/article.ts';
import { fitPassages } from './fit-passages.ts';

const passage = (text: string, more: Partial<CapturedPassage> = {}): CapturedPassage => ({
  ordinal: 0,
  text,
  heading_path: ['Tides'],
  start: 10,
  end: 900,
  anchor: { exact: text.slice(0, 20), prefix: '', suffix: '' },
  kind: 'text',
  ...more,
});
const words = (n: number, word = 'tide') => Array.from({ length: n }, (_, i) => `${word}${i % 7 ? '' : '.'}`);

test('what fits stays as it is', () => {
  const short = passage(words(100).join(' '));
  expect(fitPassages([short], estimateWordpieces)).toEqual([short]);
});

test('what the model cannot read whole is split, no word is lost, and every part leads to its own words', () => {
  const long = passage(`${words(200).join(' ')}\n${words(200, 'ebb').join(' ')}`);
  const parts = fitPassages([passage('First.'), long, passage('Last.')], estimateWordpieces);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.map(({ ordinal }) => ordinal)).toEqual(parts.map((_, i) => i));
  const split = parts.slice(1, -1);
  expect(split.flatMap(({ text }) => text.split(/\s+/))).toEqual(long.text.split(/\s+/));
  for (const part of split) {
    expect(estimateWordpieces(part.text)).toBeLessThanOrEqual(230);
    expect(part).toMatchObject({ start: 10, end: 900, heading_path: ['Tides'], kind: 'text' });
    expect(part.anchor.exact).not.toBe('');
    expect(part.text).toContain(part.anchor.exact);
    // No quotation crosses a line, which is where one block of the page ends and the next begins.
    expect(Object.values(part.anchor).join('')).not.toContain('\n');
  }
});

test('a single word that no passage can hold stays whole', () => {
  const word = passage('x'.repeat(8_000));
  expect(fitPassages([word], () => 300)).toEqual([word]);
});
