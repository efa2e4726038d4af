import { segmenter } from './segmenter.ts';
import { sliceWhole } from './slice-whole.ts';
import type { ArticleBlock } from './article.ts';

type Granularity = 'line' | 'sentence' | 'word' | 'grapheme';

const ORDER: Readonly<Record<'lines' | 'prose', readonly Granularity[]>> = {
  lines: ['line', 'word', 'grapheme'],
  prose: ['sentence', 'word', 'grapheme'],
};
/** Twice the characters that `room` pieces can hold in prose; what lies beyond need not be looked at. */
const CHARACTERS_PER_PIECE = 12;
/** What a piece holds in prose of short words: the window begins with so much. */
const USUAL_CHARACTERS = 3;

/** Where to cut a text so that its head has at most `room` word pieces: after a line (code, tables) or a sentence, else after a word, else inside one. 0: nothing fits. */
export function splitText(
  text: string,
  room: number,
  kind: ArticleBlock['kind'],
  count: (text: string) => number,
): number {
  const window = windowOf(text, room, count);
  const byLine = kind === 'code' || kind === 'table';
  for (const granularity of byLine ? ORDER.lines : ORDER.prose) {
    const cut = lastFitting(window, room, bordersOf(window, granularity), count);
    // A sentence cut far too early wastes the passage; then words are the better border.
    if (cut > 0 && (granularity !== 'sentence' || count(window.slice(0, cut)) >= room / 3)) return cut;
  }
  return 0;
}

/** The shortest beginning, by doubling, that is sure to hold the cut: in Chinese far less than in prose of long words. */
function windowOf(text: string, room: number, count: (text: string) => number): string {
  const most = room * CHARACTERS_PER_PIECE;
  let length = room * USUAL_CHARACTERS;
  while (length < most && count(text.slice(0, length)) <= room) length *= 2;
  return sliceWhole(text, 0, Math.min(length, most));
}

/** The last border whose head fits, by halving: counting is the costly part. */
function lastFitting(
  text: string,
  room: number,
  borders: readonly number[],
  count: (text: string) => number,
): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (count(text.slice(0, borders[middle])) <= room) low = middle + 1;
    else high = middle;
  }
  return borders[low - 1] ?? 0;
}

function bordersOf(text: string, granularity: Granularity): number[] {
  if (granularity === 'line') return [...text.matchAll(/\n/g)].map((found) => found.index + 1);
  const segments = segmenter(granularity).segment(text);
  return Array.from(segments, ({ index, segment }) => index + segment.length);
}
