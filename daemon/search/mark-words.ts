import { wordStem } from '../index/word-stem.ts';

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** Where the question's words stand in `text`: sorted, non-overlapping [start, end) pairs in UTF-16 units. */
export function markWords(text: string, terms: readonly string[]): [number, number][] {
  const wanted = new Set(terms.map(wordStem));
  const marks: [number, number][] = [];
  for (const match of text.matchAll(WORD)) {
    if (wanted.has(wordStem(match[0]))) marks.push([match.index, match.index + match[0].length]);
    else marks.push(...marksInsideRun(match[0], match.index, terms));
  }
  return marks;
}

/** Scripts without spaces put many words into one run; the question's terms are looked for inside it. */
function marksInsideRun(run: string, offset: number, terms: readonly string[]): [number, number][] {
  if (!/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u.test(run)) return [];
  const covered = Array.from({ length: run.length }, () => false);
  for (const term of terms) {
    for (let at = run.indexOf(term); at >= 0; at = run.indexOf(term, at + 1)) {
      covered.fill(true, at, at + term.length);
    }
  }
  const marks: [number, number][] = [];
  for (let start = covered.indexOf(true); start >= 0;) {
    const stop = covered.indexOf(false, start);
    const end = stop < 0 ? run.length : stop;
    marks.push([offset + start, offset + end]);
    start = covered.indexOf(true, end);
  }
  return marks;
}
