import type { Anchor, FoundPassage } from '../../shared/contract/passage.ts';
import { isInstructionLike } from '../../shared/page/instruction-like.ts';
import { sliceWhole } from '../../shared/page/slice-whole.ts';
import { textFragmentUrl } from '../../shared/page/text-fragment.ts';
import type { Question } from '../index/parse-question.ts';
import { readFoundPassages } from '../store/read-found-passages.ts';
import type { Store } from '../store/open-store.ts';
import type { FoundPassageRow } from '../store/rows.ts';
import { chooseSentence } from './choose-sentence.ts';
import { fitAnswer } from './fit-answer.ts';
import { explainScore } from './explain-score.ts';
import { markWords } from './mark-words.ts';
import type { TaggedPassage } from './place-below.ts';
import type { ClosePassage } from './read-closely.ts';

const BESIDE_CHARACTERS = 16;

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

/** Joins scores with the kept text: highlights, the sentence to land on, and the address that lands there. Passages forgotten meanwhile are left out, and long ones shortened where all together were too much. */
export async function describeAnswer(
  question: Question,
  scored: readonly (ClosePassage | TaggedPassage)[],
  store: Store,
  explain: boolean,
): Promise<FoundPassage[]> {
  const unread = scored.flatMap(({ row, passage_id }) => (row === null ? [passage_id] : []));
  const rows = unread.length === 0 ? [] : await readFoundPassages(store, unread);
  const byId = new Map(rows.map((passage) => [passage.passage_id, passage]));
  const described = scored.flatMap((score) => {
    const passage = score.row ?? byId.get(score.passage_id);
    return passage === undefined ? [] : [describePassage(question, score, passage, explain)];
  });
  return fitAnswer(described);
}

function describePassage(
  question: Question,
  score: ClosePassage | TaggedPassage,
  passage: FoundPassageRow,
  explain: boolean,
): FoundPassage {
  const highlights = markWords(passage.text, question.terms, question.beginning);
  const anchor = chooseSentence(passage.text, highlights, passage.anchor);
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
    anchor: shorten(anchor),
    jump_url: textFragmentUrl(passage.url, anchor),
    highlights,
    similarity_score: score.cosine === null ? null : round(score.meaning),
    score: round(score.score),
    matched_by: matchedBy(score),
    tags: [...passage.tags],
    timestamp: captured,
    captured_at: captured,
    retention_policy: passage.retention_policy,
    language: passage.language,
    kind: passage.kind,
    ...(isInstructionLike(passage.text) && { instruction_like: true }),
    ...(explain && { explain: explainScore(score) }),
  };
}

/** The words around stand in `content` too; some of them tell the place from others. */
function shorten({ exact, prefix, suffix }: Anchor): Anchor {
  return {
    exact,
    prefix: sliceWhole(prefix, Math.max(0, prefix.length - BESIDE_CHARACTERS), prefix.length),
    suffix: sliceWhole(suffix, 0, BESIDE_CHARACTERS),
  };
}

/** Every passage with a vector has some cosine; of one that a tag brought it counts from what the question itself found. */
function matchedBy(score: ClosePassage | TaggedPassage): FoundPassage['matched_by'] {
  const brought = 'by_tags' in score ? score.by_tags : null;
  const isNear = score.cosine !== null && score.cosine >= (brought?.nearness ?? -1);
  return [
    ...(score.bm25 !== null && score.bm25 > 0 ? (['words'] as const) : []),
    ...(isNear ? (['meaning'] as const) : []),
    ...(brought === null ? [] : (['tags'] as const)),
  ];
}
