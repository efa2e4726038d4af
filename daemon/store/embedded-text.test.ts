import { expect, test } from 'vitest';
import { embeddedText } from './embedded-text.ts';

test('title and headings stand before the passage in one line, the title once', () => {
  expect(embeddedText('Ovens', ['Ovens', 'Bread', 'Crust'], 'Hot.').text).toBe('Ovens › Bread › Crust\nHot.');
  expect(embeddedText('Ovens', [], 'Hot.').text).toBe('Ovens\nHot.');
  expect(embeddedText('', [], 'Hot.').text).toBe('Hot.');
});

test('the line is cut at a word, so that the passage stays whole for the model', () => {
  const [line = ''] = embeddedText('word '.repeat(60), [], 'Hot.').text.split('\n');
  expect(line.length).toBeLessThanOrEqual(120);
  expect(line.endsWith('word')).toBe(true);
});

test('an address that stands for a missing title says nothing of what the page means', () => {
  expect(embeddedText('https://notes.example/a/b', ['Crust'], 'Hot.').text).toBe('Crust\nHot.');
});

test('equal texts have one hash', () => {
  expect(embeddedText('A', [], 'B').text_hash).toBe(embeddedText('A', [], 'B').text_hash);
  expect(embeddedText('A', [], 'B').text_hash).not.toBe(embeddedText('A', [], 'C').text_hash);
});
