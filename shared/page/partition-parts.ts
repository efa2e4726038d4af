import { findFixedBorders } from './fixed-borders.ts';
import { ENOUGH, FULL, OVERFULL, WHOLE_CODE } from './passage-size.ts';
import type { PassagePart } from './chunk-page.ts';

/** A last block up to this is repeated at the head of the next passage. */
const SHORT_BLOCK = 60;
/** What is wrong with a passage, in squared word pieces too few. A border at a heading costs nothing. */
const COSTS = {
  /** It begins in the middle of its section. */
  border: 20 ** 2,
  /** It begins in the middle of a block. */
  torn: 40 ** 2,
  /** It runs on into another section. */
  mixed: 30 ** 2,
  /** It ends with a heading, which belongs to what follows. */
  lastHeading: 150 ** 2,
  /** Each piece above `FULL`. */
  overfull: 40,
} as const;

/**
 * The best passages the parts can make, in order. Between two fixed borders every way of cutting is weighed from the
 * end; since the fixed borders depend on the text around them alone, a change of the page stays between two of them.
 */
export function partitionParts(parts: readonly PassagePart[]): PassagePart[][] {
  const passages: PassagePart[][] = [];
  const borders = [...findFixedBorders(parts), parts.length];
  let start = 0;
  for (const end of borders) {
    const next = bestEnds(parts, start, end);
    while (start < end) {
      const until = next[start] ?? end;
      const own = parts.slice(start, until);
      const repeated = repeatedAt(parts, start);
      const fits = repeated !== null && repeated.pieces + piecesOf(own) <= FULL;
      passages.push(fits ? [repeated, ...own] : own);
      start = until;
    }
  }
  return passages;
}

/** For every part of a stretch, where the passage that begins with it had best end. */
function bestEnds(parts: readonly PassagePart[], start: number, end: number): Record<number, number> {
  const least: Record<number, number> = { [end]: 0 };
  const ends: Record<number, number> = {};
  for (let from = end - 1; from >= start; from--) {
    least[from] = Number.POSITIVE_INFINITY;
    const open = new OpenPassage(parts, from);
    for (let until = from + 1; until <= end && open.take(until - 1); until++) {
      const cost = open.cost(until) + (least[until] ?? 0);
      if (cost < (least[from] ?? 0)) [least[from], ends[from]] = [cost, until];
    }
  }
  return ends;
}

/** A passage that grows part by part, and what is wrong with it so far. */
class OpenPassage {
  readonly #parts: readonly PassagePart[];
  readonly #from: number;
  readonly #repeated: number;
  #pieces = 0;
  #wrong: number;
  /** Level of the headings it begins with; 7 when it begins without. */
  #level = 7;
  #onlyHeadings = true;
  #codes = 0;
  #texts = 0;

  constructor(parts: readonly PassagePart[], from: number) {
    this.#parts = parts;
    this.#from = from;
    this.#repeated = repeatedAt(parts, from)?.pieces ?? 0;
    const first = parts[from];
    if (first?.block.kind === 'heading') this.#wrong = 0;
    else this.#wrong = first?.from === 0 ? COSTS.border : COSTS.torn;
  }

  /** Adds a part; false when the passage cannot hold it. */
  take(at: number): boolean {
    const part = this.#parts[at];
    if (part === undefined) return false;
    const { kind, level = 6 } = part.block;
    const first = at === this.#from;
    // Two parts of one block were cut because they do not fit together.
    if (!first && part.from > 0) return false;
    this.#pieces += part.pieces;
    if (kind === 'heading') {
      if (this.#onlyHeadings) this.#level = Math.min(this.#level, level);
      else if (level <= this.#level) this.#wrong += COSTS.mixed;
    } else {
      this.#onlyHeadings = false;
      if (kind === 'code') this.#codes++;
      else this.#texts++;
    }
    const codeAlone = this.#codes === 1 && this.#texts === 0;
    return first || this.#pieces <= (codeAlone ? WHOLE_CODE : OVERFULL);
  }

  cost(until: number): number {
    const whole = this.#pieces + this.#repeated;
    const size = whole <= FULL ? whole : this.#pieces;
    const last = this.#parts[until - 1];
    const unled = last?.block.kind === 'heading' && until < this.#parts.length ? COSTS.lastHeading : 0;
    return this.#wrong + unled + Math.max(0, ENOUGH - size) ** 2 + Math.max(0, size - FULL) * COSTS.overfull;
  }
}

/** The part before a border that is repeated after it: a short block in the middle of a section; null where nothing is. */
function repeatedAt(parts: readonly PassagePart[], border: number): PassagePart | null {
  const before = parts[border - 1];
  const after = parts[border];
  if (before === undefined || after === undefined) return null;
  if (after.from > 0 || after.block.kind === 'heading') return null;
  const { kind } = before.block;
  return before.pieces <= SHORT_BLOCK && kind !== 'heading' && kind !== 'code' ? before : null;
}

function piecesOf(parts: readonly PassagePart[]): number {
  return parts.reduce((sum, part) => sum + part.pieces, 0);
}
