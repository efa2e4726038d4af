import { eld } from 'eld/small';
import { primaryTag } from './primary-tag.ts';

const WINDOW = 1_000;
const WINDOWS = 4;
/** Fewer letters than this say too little. */
const SHORTEST = 60;
/** The page's own word counts when the detector sees its language nearly as well as the best. */
const NEARLY = 0.85;

/** The BCP 47 primary tag of a text's language: detected, the page's declaration deciding close calls; for a text too short to tell the declared one, else null. The same text always gives the same answer. */
export function detectLanguage(text: string, declared: string | null): string | null {
  const stated = primaryTag(declared);
  const windows = windowsOf(text);
  if (letterWeight(windows.join(' ')) < SHORTEST) return stated;
  const scores = new Map<string, number>();
  for (const window of windows) {
    for (const [language, score] of Object.entries(eld.detect(window).getScores()))
      scores.set(language, (scores.get(language) ?? 0) + score);
  }
  const [best = null] = [...scores.keys()].toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
  if (best === null || stated === null) return best ?? stated;
  return (scores.get(stated) ?? 0) >= (scores.get(best) ?? 0) * NEARLY ? stated : best;
}

/** Letters; one of a script that writes syllables or words says as much as several of an alphabet. */
function letterWeight(text: string): number {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return letters + 2 * (text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu)?.length ?? 0);
}

/** Windows spread over the text: a page may begin with names or a quotation in another language, and the detector reads only the beginning of what it gets. */
function windowsOf(text: string): string[] {
  if (text.length <= WINDOW) return [text];
  const count = Math.min(WINDOWS, Math.ceil(text.length / WINDOW));
  const step = (text.length - WINDOW) / (count - 1);
  return Array.from({ length: count }, (_, i) => windowAt(text, Math.round(i * step)));
}

function windowAt(text: string, start: number): string {
  return text.slice(start, start + WINDOW);
}
