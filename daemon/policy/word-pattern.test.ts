import { describe, expect, test } from 'vitest';
import { canonicalEntry, matchPages } from './match-page.ts';
import { canonicalWords } from './word-pattern.ts';

test.each([
  ['word:casino', 'word:casino'],
  [' WORD : Casino ', 'word:casino'],
  ['title:“Celebrity gossip”', 'title:celebrity gossip'],
  ['address:poker*', 'address:poker*'],
  ['word:*wette*', 'word:*wette*'],
  ['word:Ｆｕｌｌ width', 'word:full width'],
  ['word:赌', 'word:赌'],
  ['word:2024 election', 'word:2024 election'],
])('%s is %s', (typed, canonical) => {
  expect(canonicalEntry(typed)).toBe(canonical);
  expect(canonicalEntry(canonical)).toBe(canonical);
});

test.each(['word:8080', 'title:80/path', 'example.com', 'keyword:casino', 'list:adult'])(
  '%s is no words',
  (typed) => {
    expect(canonicalWords(typed)).toBeNull();
  },
);

test.each([
  ['word:', /at least two letters/],
  ['word:a', /at least two letters/],
  ['word:*', /at least two letters/],
  ['word:...', /at least two letters/],
  ['word:ca*no', /A star may stand only/],
  ['title:**', /A star may stand only|at least two letters/],
])('%s is refused with its rule', (typed, rule) => {
  expect(() => canonicalEntry(typed)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  expect(() => canonicalEntry(typed)).toThrow(rule);
});

function isKeptOut(pattern: string, url: string, title = ''): boolean {
  return matchPages([canonicalEntry(pattern)])([url], [title]) !== null;
}

describe('words stand where they are looked for', () => {
  test.each([
    ['word:casino', 'https://casino.example/', ''],
    ['word:casino', 'https://a.example/the-CASINO/x', ''],
    ['word:casino', 'https://a.example/?q=%63asino', ''],
    ['word:casino', 'https://a.example/#!/casino', ''],
    ['word:casino', 'https://a.example/', 'Casino: a film'],
    ['word:casino*', 'https://a.example/', 'All casinos'],
    ['word:*wette', 'https://a.example/sportwette', ''],
    ['word:*wett*', 'https://a.example/sportwetten', ''],
    ['title:über uns', 'https://a.example/', 'U\u0308BER UNS'],
    ['address:bücher', 'https://xn--bcher-kva.example/', ''],
    ['word:赌场', 'https://a.example/', '在线赌场大全'],
    ['word:بنك', 'https://a.example/', 'بنك المدينة'],
  ])('%s keeps out %s %s', (pattern, url, title) => {
    expect(isKeptOut(pattern, url, title)).toBe(true);
  });

  test.each([
    ['word:casino', 'https://a.example/casinos', 'Casinohotel'],
    ['word:sex', 'https://essex.example/', 'Middlesex County'],
    ['title:casino', 'https://casino.example/', ''],
    ['address:casino', 'https://a.example/', 'Casino'],
    ['word:online casino', 'https://a.example/online', 'casino'],
    ['word:ass', 'https://a.example/class-pass', 'A massive assembly'],
  ])('%s lets through %s %s', (pattern, url, title) => {
    expect(isKeptOut(pattern, url, title)).toBe(false);
  });
});

// Quadratic work over four million characters would take hours: no clock is needed.
test('words and a page made to be slow', () => {
  const long = 'ab '.repeat(1_300_000);
  expect(isKeptOut(`word:${'ab '.repeat(150)}c`, `https://a.example/${long}`, long)).toBe(false);
  expect(() => canonicalEntry(`word:${'*'.repeat(490)}`)).toThrow(/star/);
});
