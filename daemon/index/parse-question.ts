import { splitWords } from './words.ts';
import { STOP_WORDS } from './stop-words.ts';
import { wordStem } from './word-stem.ts';

/** FTS5 slows down with every term; a pasted page is no better a question than its first words. */
const MAX_TERMS = 64;

export interface Question {
  readonly text: string;
  /** Words to look for, as typed; one per stem, because FTS5 counts a repeated term twice. */
  readonly terms: readonly string[];
  /** The same as an FTS5 MATCH expression: every term quoted, joined by OR, so nothing typed is ever syntax. */
  readonly match: string | null;
}

/** Reads a question: words without function words, unless it has no others. */
export function parseQuestion(text: string): Question {
  const byStem = new Map<string, string>();
  for (const word of splitWords(text)) {
    const stem = wordStem(word) || word;
    if (!byStem.has(stem)) byStem.set(stem, word);
  }
  const words = [...byStem.values()];
  const meaningful = words.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  const terms = (meaningful.length > 0 ? meaningful : words).slice(0, MAX_TERMS);
  const match =
    terms.length === 0 ? null : terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
  return { text: text.trim(), terms, match };
}
