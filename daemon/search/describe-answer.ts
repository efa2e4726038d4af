import type { FoundPassage } from '../../shared/contract/passage.ts';
import type { FoundPassageRow } from '../store/rows.ts';
import { chooseSentence } from './choose-sentence.ts';
import type { ClosePassage } from './read-closely.ts';
import { markWords } from './mark-words.ts';
import type { Question } from '../index/parse-question.ts';
import { textFragmentUrl } from '../../shared/page/text-fragment.ts';

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

/** Joins scores with the kept text: highlights, the sentence to land on, and the address that lands there. Passages forgotten meanwhile are left out. */
export function describeAnswer(
  question: Question,
  scored: readonly ClosePassage[],
  found: readonly FoundPassageRow[],
  explain: boolean,
): FoundPassage[] {
  const byId = new Map(found.map((passage) => [passage.passage_id, passage]));
  return scored.flatMap((score) => {
    const passage = byId.get(score.passage_id);
    return passage === undefined ? [] : [describePassage(question, score, passage, explain)];
  });
}

function describePassage(
  question: Question,
  score: ClosePassage,
  passage: FoundPassageRow,
  explain: boolean,
): FoundPassage {
  const anchor = chooseSentence(passage.text, question.terms, passage.anchor);
  const captured = new Date(passage.captured_at).toISOString();
  return {
    page_id: passage.page_id,
    passage_id: passage.passage_id,
    url: passage.url,
    title: passage.title,
    domain: passage.domain,
    content: passage.text,
    heading_path: [...passage.heading_path],
    start: passage.start,
    end: passage.end,
    anchor,
    jump_url: textFragmentUrl(passage.url, anchor),
    highlights: markWords(passage.text, question.terms),
    similarity_score: score.cosine === null ? null : round(score.meaning),
    score: round(score.score),
    matched_by: [
      ...(score.bm25 !== null && score.bm25 > 0 ? (['words'] as const) : []),
      ...(score.cosine === null ? [] : (['meaning'] as const)),
    ],
    tags: [...passage.tags],
    timestamp: captured,
    captured_at: captured,
    retention_policy: passage.retention_policy,
    language: passage.language,
    kind: passage.kind,
    ...(explain && {
      explain: {
        bm25: score.bm25,
        cosine: score.cosine,
        words: round(score.words),
        meaning: round(score.meaning),
        order: round(score.order),
        title: round(score.title),
      },
    }),
  };
}
