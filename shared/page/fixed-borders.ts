import { ENOUGH } from './passage-size.ts';
import type { PassagePart } from './chunk-page.ts';

/** Word pieces to both sides among which a fixed border is the first by rank. */
const REACH = 200;
/** Text a rank is drawn from. */
const RANKED_CHARACTERS = 200;

/**
 * Where a passage begins whatever stands farther away: at the part that ranks first among all within its reach, headings
 * by level before anything else, then by a number drawn from the text (content-defined chunking by local extremes).
 */
export function findFixedBorders(parts: readonly PassagePart[]): number[] {
  const ranks = parts.map((part, at) => rankOf(part, parts[at - 1]));
  const starts: number[] = [];
  let pieces = 0;
  for (const part of parts) {
    starts.push(pieces);
    pieces += part.pieces;
  }
  const isFirst = (at: number, step: 1 | -1): boolean => {
    const rank = ranks[at] ?? 0;
    const start = starts[at] ?? 0;
    for (let other = at + step; Math.abs((starts[other] ?? Infinity) - start) <= REACH; other += step) {
      const its = ranks[other] ?? 0;
      if (its < rank || (its === rank && step === -1)) return false;
    }
    return true;
  };
  return [...parts.keys()].filter((at) => {
    const start = starts[at] ?? 0;
    return (
      Number.isFinite(ranks[at]) &&
      start >= ENOUGH &&
      pieces - start >= ENOUGH &&
      isFirst(at, -1) &&
      isFirst(at, 1)
    );
  });
}

/** The lower, the sooner a passage begins here; infinite where none should. */
function rankOf(part: PassagePart, before: PassagePart | undefined): number {
  if (part.from > 0 || before?.block.kind === 'heading') return Number.POSITIVE_INFINITY;
  const { kind, level = 6 } = part.block;
  return (kind === 'heading' ? level : 7) + fractionOf(part.text);
}

/** FNV-1a of the text's beginning as a fraction of 1. */
function fractionOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  const end = Math.min(text.length, RANKED_CHARACTERS);
  for (let at = 0; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  return (hash >>> 0) / 2 ** 32;
}
