import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AutoTokenizer, env } from '@xenova/transformers';
import { fc } from '../../test/seeded-fast-check.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realModel } from '../../test/real-model.ts';
import { openWordpiece } from './wordpiece.ts';
import type { Wordpiece } from './wordpiece.ts';

const CLS = 101;
const SEP = 102;

let wordpiece: Wordpiece;
/** Ids of the whole text by the reference implementation. */
let reference: (text: string) => number[];

beforeAll(async () => {
  const { tokenizer } = await realModel();
  wordpiece = openWordpiece(tokenizer);
  env.allowRemoteModels = false;
  env.localModelPath = dirname(dirname(tokenizer));
  const library = await AutoTokenizer.from_pretrained(basename(dirname(tokenizer)));
  reference = (text) => library.encode(text);
});

function expectEqual(text: string): void {
  const ids = reference(text);
  expect([...wordpiece.encode(text, Infinity)], JSON.stringify(text)).toEqual(ids);
  expect(wordpiece.count(text)).toBe(ids.length - 2);
}

describe('equal to the reference, id for id', () => {
  test.each([
    ['plain words', 'The quick brown foxes were unbelievably jumping.'],
    ['nothing', ''],
    ['accents', 'Crème brûlée, naïve façade, Ångström, e\u0301'],
    ['VT and FF, which join words', 'one\u000btwo\u000cthree'],
    ['a byte order mark inside a word', 'zero\ufeffwidth'],
    ['soft hyphen and zero-width space', 'hy\u00adphen zero\u200bspace'],
    ['kinds of white space', 'a\u00a0b\u2003c\u2028d\u3000e\u0085f'],
    ['final sigma at the end of a word', 'ΟΔΥΣΣΕΥΣ ΟΔΟΣ.'],
    ['sigma before punctuation that lower-casing looks through', "ΟΔΟΣ'Α ΟΔΟΣ:Α Σ.Σ"],
    ['ideographs', '東京は日本の首都です'],
    ['ideographs outside the BMP, which are not split', '𠀀𠀁 a𠮷b'],
    ['compatibility ideographs', '豈更車'],
    ['capital dotted I', 'İstanbul ISPARTA'],
    ['emoji with joiners', '👩‍👩‍👧 ok 🇩🇪'],
    ['special tokens in the text', 'a[SEP]b [CLS] [MASK]x [sep] [UNK]'],
    ['a bracket that opens nothing', 'x[0] = y[1]'],
    ['half a surrogate pair', 'a\ud800b \udc00'],
    ['a word of 100 and one of 101 characters', `${'a'.repeat(100)} ${'a'.repeat(101)}`],
    ['100 and 101 characters of two units each', `${'𝐚'.repeat(100)} ${'𝐚'.repeat(101)}`],
    ['signs', '$5 + 3% ~ `x` ^ | < > = © ™ № ½ €9,99'],
    ['Hangul, which decomposes', '한국어 텍스트'],
    ['Arabic and Hebrew with vowel signs', 'مُحَمَّد שָׁלוֹם'],
    ['words of the vocabulary no text can reach', '##ing [unused1] ##'],
    ['names of object members', '__proto__ constructor toString'],
  ])('%s', (_name, text) => expectEqual(text));

  test('any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), expectEqual), { numRuns: 1_000 });
  });

  test('strings of the characters that decide', () => {
    const deciding = fc.constantFrom(
      ...Array.from(" \t\u000b\u0085\u00a0\u200b\ufeff\ufffd\0.:'·[]#-_AbÉéΣσςΑİıßﬁ東豈한\u0301\u0345\u05b0"),
      ...Array.from('𠀀😀\udc00'),
      '[SEP]',
      '[CLS]',
      'un',
      'able',
      '\ud800',
    );
    const text = fc.array(deciding, { maxLength: 24 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, expectEqual), { numRuns: 3_000 });
  });
});

test('cuts at the limit and keeps the last [SEP]', () => {
  const whole = wordpiece.encode('rain and sun '.repeat(200), Infinity);
  const cut = wordpiece.encode('rain and sun '.repeat(200));
  expect(cut).toHaveLength(256);
  expect(cut.slice(0, 255)).toEqual(whole.slice(0, 255));
  expect(cut.at(-1)).toBe(SEP);
  expect([...wordpiece.encode('rain and sun', 2)]).toEqual([CLS, SEP]);
  expect(wordpiece.count('rain and sun '.repeat(200))).toBe(600);
});

test('gives the same ids when a word comes again', () => {
  const text = 'Electroencephalography, electroencephalography; ÉLECTRO électro';
  expect([...wordpiece.encode(text)]).toEqual([...wordpiece.encode(text)]);
});

describe('a tokenizer file of another kind', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    { model: { type: 'BPE', vocab: {} } },
    { model: { type: 'WordPiece', vocab: {} }, normalizer: { type: 'BertNormalizer', lowercase: false } },
    {
      model: { type: 'WordPiece', vocab: { a: 0 } },
      normalizer: { type: 'BertNormalizer', lowercase: true },
    },
  ])('is refused: %j', async (content) => {
    const path = join(folder, 'tokenizer.json');
    await writeFile(path, JSON.stringify(content));
    expect(() => openWordpiece(path)).toThrow(expect.objectContaining({ code: 'data-damaged' }));
  });
});
