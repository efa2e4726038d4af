import { partialSentence } from './partial-sentence.ts';
import { plainLines } from './plain-lines.ts';

/** A question that one page is known to answer. */
export interface KnownItem {
  readonly kind: ProbeKind;
  readonly page_id: number;
  readonly question: string;
}

/** The page's title, one of its headings, or a sentence of it that lost a third of its words. */
export const PROBE_KINDS = ['title', 'heading', 'sentence'] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

/** Shorter ones, such as "See also", stand on every other page. */
const FEWEST_HEADING_WORDS = 3;

export interface ProbedPage {
  readonly page_id: number;
  readonly title: string;
  /** Without front matter. */
  readonly markdown: string;
}

/** What a page can be asked for, at most one question of each kind; `random` chooses the heading, the sentence and the words it loses. */
export function knownItems({ page_id, title, markdown }: ProbedPage, random: () => number): KnownItem[] {
  const { headings, text } = plainLines(markdown);
  const telling = headings.filter(
    (heading) => heading !== title.trim() && heading.split(/\s+/u).length >= FEWEST_HEADING_WORDS,
  );
  const questions: Record<ProbeKind, string | null> = {
    title: title.trim() || null,
    heading: telling[Math.floor(random() * telling.length)] ?? null,
    sentence: partialSentence(text, random),
  };
  return PROBE_KINDS.flatMap((kind) => {
    const question = questions[kind];
    return question === null ? [] : [{ kind, page_id, question }];
  });
}
