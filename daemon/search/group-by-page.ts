import type { ScoredPassage } from './fuse-scores.ts';

/** How much of the remaining distance to 1 a page's second-best passage can add. */
const FURTHER_PASSAGE_BONUS = 0.05;

/** Keeps each page's best passage; a second good passage lifts the page a little. Best first. */
export function groupByPage(passages: readonly ScoredPassage[]): ScoredPassage[] {
  const pages = new Map<number, ScoredPassage[]>();
  for (const passage of passages) {
    const found = pages.get(passage.page_id);
    if (found === undefined) pages.set(passage.page_id, [passage]);
    else found.push(passage);
  }
  return [...pages.values()]
    .flatMap(([best, second]) => {
      if (best === undefined) return [];
      const bonus = (1 - best.score) * FURTHER_PASSAGE_BONUS * (second?.score ?? 0);
      return [{ ...best, score: best.score + bonus }];
    })
    .toSorted((a, b) => b.score - a.score || a.passage_id - b.passage_id);
}
