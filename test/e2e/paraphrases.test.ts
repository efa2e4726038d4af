import { expect, test } from 'vitest';
import { wordStem } from '../../daemon/index/word-stem.ts';
import { STOP_WORDS } from '../../daemon/index/stop-words.ts';
import { readAskedPages } from './asked-pages.ts';

function contentStems(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(wordStem));
}

test('no question shares a content word with its page’s title or target sentence', async () => {
  const { asked } = await readAskedPages(0);
  expect(asked.length).toBeGreaterThanOrEqual(5);
  for (const { id, question, title, target } of asked) {
    const told = contentStems(`${title} ${target}`);
    expect(
      [...contentStems(question)].filter((word) => told.has(word)),
      id,
    ).toEqual([]);
  }
});
