import { expect, test } from 'vitest';
import { urlWords } from './url-words.ts';

test.each([
  ['https://www.rust-lang.org/learn/get-started?ref=1#top', 'rust-lang.org /learn/get-started'],
  ['https://ja.example/%E6%9D%B1%E4%BA%AC', 'ja.example /東京'],
  ['https://a.example/100%', 'a.example /100%'],
  ['not a url', ''],
])('%s is found by %j', (url, words) => {
  expect(urlWords(url)).toBe(words);
});
