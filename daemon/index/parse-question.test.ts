import { describe, expect, test } from 'vitest';
import { parseQuestion } from './parse-question.ts';

test.each([
  ['How do I vacuum the database?', ['vacuum', 'database']],
  ['run running runs', ['run']],
  ['to be or not to be', ['to', 'be', 'or', 'not']],
  ['C++ and node.js', ['C', 'node', 'js']],
  ['e-mail at -40 °C', ['e', 'mail', '40', 'C']],
  ['5-3', ['5', '3']],
  ['?! 🎉', []],
  ['', []],
])('%j is looked for by %j', (question, terms) => {
  expect(parseQuestion(question).terms).toEqual(terms);
});

test('nothing typed is syntax', () => {
  const { match, must, must_not } = parseQuestion('NEAR(a b) title:x OR ^foo bar* "unbalanced');
  expect(match).toBe('"NEAR" OR "b" OR "title" OR "x" OR "foo" OR "bar" OR "unbalanced"');
  expect([must, must_not]).toEqual([null, null]);
});

test('words that say nothing may be a name together', () => {
  expect(parseQuestion('the who').match).toBe('"the" OR "who" OR "the who"');
});

describe('quotation marks', () => {
  test('ask for their words in their order, and for the words one by one', () => {
    expect(parseQuestion('sqlite "wal  checkpoint," "東京 タワー"')).toMatchObject({
      text: 'sqlite wal  checkpoint, 東京 タワー',
      terms: ['sqlite', 'wal', 'checkpoint', '東京', 'タワー'],
      phrases: ['wal  checkpoint,', '東京 タワー'],
      must: '"wal checkpoint" AND "東京 タワー"',
    });
  });

  test.each(['5" screen 6" phone', 'print("hello")', '"', '""', '"!?"', 'a"b"c', '"open'])(
    '%s asks for none',
    (text) => {
      expect(parseQuestion(text)).toMatchObject({ phrases: [], must: null });
    },
  );
});

describe('a dash', () => {
  test('before a word or a quotation says what must not be there', () => {
    expect(parseQuestion('jaguar -car -"sports car" speed')).toMatchObject({
      text: 'jaguar speed',
      terms: ['jaguar', 'speed'],
      must: null,
      must_not: '"car" OR "sports car"',
    });
  });

  test.each([
    'freezer at -40 °C',
    'git commit --amend',
    'ls -l',
    'a - b',
    'well-known fact',
    '5 -3',
    'covid -19',
    'x -node.js',
    'x -""',
  ])('in “%s” is none', (text) => {
    expect(parseQuestion(text)).toMatchObject({ text, must_not: null });
  });

  test('before everything leaves a question that asks for just that', () => {
    expect(parseQuestion('-force -"with lease"')).toMatchObject({
      terms: ['force', 'lease'],
      must_not: null,
    });
  });
});

describe('the last word', () => {
  test('may be a beginning while it is typed', () => {
    expect(parseQuestion('postgres vacu', { typing: true })).toMatchObject({
      match: '"postgres" OR "vacu" OR "vacu" *',
      beginning: 'vacu',
    });
  });

  test.each(['postgres va', 'postgres vacu?', 'in the', '東京タ', 'https://a.example/vacu', ''])(
    'of “%s” is none',
    (text) => {
      expect(parseQuestion(text, { typing: true }).beginning).toBeNull();
    },
  );

  test('is whole otherwise', () => {
    expect(parseQuestion('postgres vacu').match).toBe('"postgres" OR "vacu"');
  });
});

describe('an address', () => {
  test.each([
    ['https://www.rust-lang.org/learn?x=1', 'https://www.rust-lang.org/learn?x=1'],
    ['rust-lang.org/learn', 'https://rust-lang.org/learn'],
    ['  localhost.example:8080 ', 'https://localhost.example:8080/'],
    ['http://127.0.0.1/', 'http://127.0.0.1/'],
  ])('%j asks for the page %s', (text, url) => {
    expect(parseQuestion(text).url).toBe(url);
  });

  test.each(['rust lang', 'see https://a.example/', 'https://', 'localhost', 'a..b', 'ftp://a.example/'])(
    '%j asks for none',
    (text) => {
      expect(parseQuestion(text).url).toBeNull();
    },
  );

  test('is looked for by its words, whatever they are joined by', () => {
    expect(parseQuestion('https://www.rust-lang.org/learn/-unsafe?x=1')).toMatchObject({
      terms: ['rust', 'lang', 'org', 'learn', 'unsafe'],
      must_not: null,
    });
  });
});

test.each([
  ['comment installer le paquet', ['installer', 'paquet']],
  ['wie kann ich das Paket installieren', ['Paket', 'installieren']],
  ['¿cómo se instala el paquete?', ['instala', 'paquete']],
  ['как установить пакет', ['установить', 'пакет']],
  ['كيف أثبت الحزمة', ['أثبت', 'الحزمة']],
  ['人工知能の歴史', ['人工', '知能', '歴史']],
  ['机器学习是什么', ['机器', '学习']],
  ['Python チュートリアル', ['Python', 'チュートリアル']],
  ['die hard', ['die', 'hard']],
  ['die casting of metal', ['die', 'casting', 'metal']],
])('the function words of its own language are left out of “%s”', (question, terms) => {
  expect(parseQuestion(question).terms).toEqual(terms);
});

test.each([
  '"'.repeat(10_000),
  '-"'.repeat(5_000),
  '語'.repeat(10_000),
  '" '.repeat(5_000),
  ' -ab'.repeat(2_500),
])('the longest question of %.5s… has few terms', (text) => {
  const { terms, must_not } = parseQuestion(text, { typing: true });
  expect(terms.length).toBeLessThanOrEqual(64);
  expect((must_not ?? '').length).toBeLessThan(1_000);
});
