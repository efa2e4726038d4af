import type { SearchNarrowing } from './search-narrowing.ts';

/**
 * Under what an answer is kept: first what limits the search, then the question without what makes no difference (spaces,
 * case, form), so that keys of questions that begin alike begin alike.
 */
export function answerKey(question: string, narrowing: SearchNarrowing): string {
  const { lookIn, pastYear, site, tags, format, large, asTyped } = narrowing;
  const limits = JSON.stringify([lookIn, pastYear, site, tags.toSorted(), format, large, asTyped]);
  return `${limits} ${question.normalize('NFC').toLowerCase().trim().replaceAll(/\s+/gu, ' ')}`;
}
