import { tellingWeight } from '../index/postings/bm25.ts';
import type { Candidate, RetrievalQuestion } from '../index/search-index.ts';
import { stemsAmong, stemsOf } from '../index/word-stem.ts';
import type { PastPassage } from '../store/read-past.ts';

/** A term of a MATCH expression: words in quotation marks. */
const TERM = /"((?:[^"]|"")*)"/g;

/**
 * Puts the past into the index's answer to a question. Every past passage is scored by itself: they are few, being only
 * what pages no longer say, and lie in `pages.db`, so that questions about today pay nothing for them. Words count by how
 * telling they are among the past passages and up to the best BM25 of `present`, so that both can stand in one list.
 */
export function joinPast(
  question: RetrievalQuestion,
  passages: readonly PastPassage[],
  present: readonly Candidate[],
): Candidate[] {
  const texts = passages.map(({ title, heading_path, text }) => [title, ...heading_path, text].join('\n'));
  const [holds, without] = [phrasesIn(question.must, texts), phrasesIn(question.must_not, texts)];
  const out = new Set(passages.filter((_, nth) => without(nth).some(Boolean)).map(({ page_id }) => page_id));
  const coverage = coverageOf(termsOf(question.match), texts);
  const most = Math.max(0, ...present.map(({ bm25 }) => bm25 ?? 0)) || 1;
  // What passages of today have in common with each other, so that those of the past are no better off.
  const hubness = question.vector === null ? null : meanOf(present, 'hubness');
  const company = question.vector === null ? null : meanOf(present, 'company');
  const past = passages.flatMap(({ passage_id, page_id, vector }, nth): Candidate[] => {
    const held = coverage[nth] ?? 0;
    const cosine = cosineOf(question.vector, vector);
    if (!holds(nth).every(Boolean) || (held === 0 && cosine === null)) return [];
    const bm25 = held > 0 ? held * most : null;
    return [{ passage_id, page_id, bm25, coverage: held, cosine, hubness, company }];
  });
  const best = past.toSorted((a, b) => nearness(b) - nearness(a) || a.passage_id - b.passage_id);
  return [...present, ...best.slice(0, question.pool)].filter(({ page_id }) => !out.has(page_id));
}

function nearness({ cosine, coverage }: Candidate): number {
  return (cosine ?? 0) + (coverage ?? 0);
}

function termsOf(match: string | null | undefined): string[] {
  return [...(match ?? '').matchAll(TERM)].map(([, quoted = '']) => quoted.replaceAll('""', '"'));
}

/** For each text, which phrases of a MATCH expression it holds word for word. */
function phrasesIn(
  match: string | null | undefined,
  texts: readonly string[],
): (nth: number) => readonly boolean[] {
  const phrases = termsOf(match).map(inStems);
  const stems = phrases.length === 0 ? [] : texts.map(inStems);
  return (nth) => phrases.map((phrase) => stems[nth]?.includes(phrase) === true);
}

function inStems(text: string): string {
  return ` ${stemsOf(text).join(' ')} `;
}

/** The share of the asked words, by how telling they are, that each text holds, 0–1. */
function coverageOf(terms: readonly string[], texts: readonly string[]): number[] {
  const asked = [...new Set(terms.flatMap(stemsOf))];
  const held = texts.map((text) => new Set(stemsAmong(text, asked)));
  const weights = asked.map((stem) =>
    tellingWeight(held.filter((stems) => stems.has(stem)).length, Math.max(1, texts.length)),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return held.map((stems) =>
    whole === 0
      ? 0
      : asked.reduce((sum, stem, at) => sum + (stems.has(stem) ? (weights[at] ?? 0) : 0), 0) / whole,
  );
}

function cosineOf(one: Float32Array | null, other: Float32Array | null): number | null {
  if (one === null || other === null || one.length !== other.length) return null;
  return one.reduce((sum, x, at) => sum + x * (other[at] ?? 0), 0);
}

function meanOf(present: readonly Candidate[], signal: 'hubness' | 'company'): number {
  const known = present.flatMap(({ [signal]: one }) => (one === null ? [] : [one]));
  return known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
}
