import { anchorOf } from './passage-anchor.ts';
import { splitText } from './split-text.ts';
import type { Article, ArticleBlock, CutPassage } from './article.ts';

/** Bounds in word pieces. MiniLM reads 256, of which title and headings take up to 24 and two are markers. */
const ENOUGH = 160;
export const FULL = 220;
export const WHOLE_CODE = 256;
/** A last remainder below this joins the passage before it, if both stay under `OVERFULL`. */
const REMAINDER = 80;
export const OVERFULL = 230;
const SHORT_BLOCK = 60;
/** Below this a passage is filled up with a part of the next block instead of ending at its border. */
const THIN = 100;
/** A run without blanks is a single piece to the model, however long; counted like this no passage is longer than some screens. */
const MOST_CHARACTERS_PER_PIECE = 24;
/** More characters than any passage holds: a text is counted to its end only when its head would fit. */
const HEAD_CHARACTERS = WHOLE_CODE * MOST_CHARACTERS_PER_PIECE;

/** A block, or a part of one that is too long, on its way into a passage. */
export interface PassagePart {
  readonly block: ArticleBlock;
  readonly at: number;
  readonly text: string;
  /** Where the part begins in the block's text. */
  readonly from: number;
  readonly pieces: number;
  readonly path: readonly string[];
}

type Count = (text: string) => number;

/** Cuts an article into passages of 160–220 word pieces at block borders, under one heading path where possible, a short last block repeated at the head of the next passage. Every word is in some passage; `pre` is whole up to 256. `start` and `end` are those of the first and last block, in parts or whole. */
export function chunkPage(article: Article, countWordpieces: Count): CutPassage[] {
  const count = boundedCount(countWordpieces);
  const cutter = new Cutter(count);
  for (const part of partsOf(article, count)) cutter.add(part);
  return cutter.finish().map((parts, ordinal) => passageOf(parts, ordinal, article));
}

/** Exact up to what fits into a passage, beyond that some larger number: cutting a text of megabytes counts each piece of it once. */
function boundedCount(count: Count): Count {
  return (text) => {
    const long = Math.ceil(text.length / MOST_CHARACTERS_PER_PIECE);
    return text.length > HEAD_CHARACTERS ? long : Math.max(count(text), long);
  };
}

/** All blocks with their heading path; the page's title is no heading of its own page. */
function* partsOf(article: Article, count: Count): Generator<PassagePart> {
  const headings: { level: number; text: string }[] = [];
  for (const [at, block] of article.blocks.entries()) {
    if (block.kind === 'heading') {
      const level = block.level ?? 6;
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      if (block.text !== article.title) headings.push({ level, text: block.text });
    }
    const path = headings.map((heading) => heading.text);
    yield { block, at, text: block.text, from: 0, pieces: count(block.text), path };
  }
}

class Cutter {
  readonly #done: PassagePart[][] = [];
  readonly #count: Count;
  #parts: PassagePart[] = [];
  #pieces = 0;
  /** How many of the open passage's parts are repeated from the one before. */
  #repeated = 0;

  constructor(count: Count) {
    this.#count = count;
  }

  add(part: PassagePart): void {
    if (part.block.kind === 'heading' && this.#endsBefore(part)) this.#close(false);
    let rest: PassagePart | null = part;
    while (rest !== null) rest = this.#take(rest);
  }

  finish(): PassagePart[][] {
    if (this.#parts.length > this.#repeated) {
      const before = this.#done.at(-1);
      const own = this.#parts.slice(this.#repeated);
      const pieces = own.reduce((sum, part) => sum + part.pieces, 0);
      const joined = pieces + (before ?? []).reduce((sum, part) => sum + part.pieces, 0);
      if (before !== undefined && pieces < REMAINDER && joined <= OVERFULL) before.push(...own);
      else this.#done.push(this.#parts);
    }
    return this.#done;
  }

  /** Puts in what fits and returns what is left. */
  #take(part: PassagePart): PassagePart | null {
    const room = FULL - this.#pieces;
    if (part.pieces <= room) {
      this.#push(part);
      return null;
    }
    if (this.#parts.length === this.#repeated) this.#clear();
    const isCode = part.block.kind === 'code';
    if (this.#parts.length === 0 && isCode && part.pieces <= WHOLE_CODE) {
      this.#push(part);
      return null;
    }
    const fills = this.#parts.length === 0 || (this.#pieces < THIN && !(isCode && part.pieces <= WHOLE_CODE));
    if (!fills) {
      this.#close(true);
      return part;
    }
    return this.#fill(part, FULL - this.#pieces);
  }

  #fill(part: PassagePart, room: number): PassagePart | null {
    const cut = splitText(part.text, room, part.block.kind, this.#count);
    if (cut === 0 && this.#parts.length > 0) {
      this.#close(true);
      return part;
    }
    const at = cut === 0 ? part.text.length : cut;
    const head = part.text.slice(0, at).trimEnd();
    const tail = part.text.slice(at).replace(part.block.kind === 'code' ? /^\n+/ : /^\s+/, '');
    this.#push({ ...part, text: head, pieces: this.#count(head) });
    if (tail === '') return null;
    this.#close(false);
    return {
      ...part,
      text: tail,
      from: part.from + part.text.length - tail.length,
      pieces: this.#count(tail),
    };
  }

  /** A passage ends before a heading once it is long enough, or when the heading leaves the section it began in. */
  #endsBefore(heading: PassagePart): boolean {
    if (this.#pieces >= ENOUGH) return true;
    const level = this.#parts.find((part) => part.block.kind === 'heading')?.block.level ?? 7;
    return this.#pieces >= THIN && (heading.block.level ?? 6) <= level;
  }

  #push(part: PassagePart): void {
    this.#parts.push(part);
    this.#pieces += part.pieces;
  }

  #close(repeat: boolean): void {
    const carried: PassagePart[] = [];
    // A heading belongs to what follows it, unless there is nothing but headings.
    if (this.#parts.some((part) => part.block.kind !== 'heading')) {
      while (this.#parts.at(-1)?.block.kind === 'heading') carried.unshift(...this.#parts.splice(-1));
    }
    const parts = this.#parts;
    const last = parts.at(-1);
    if (parts.length > this.#repeated) this.#done.push(parts);
    this.#clear();
    if (repeat && carried.length === 0 && last !== undefined && parts.length > 1 && isShort(last)) {
      this.#push(last);
      this.#repeated = 1;
    }
    for (const part of carried) this.#push(part);
  }

  #clear(): void {
    this.#parts = [];
    this.#pieces = 0;
    this.#repeated = 0;
  }
}

function isShort(part: PassagePart): boolean {
  return part.pieces <= SHORT_BLOCK && part.block.kind !== 'heading' && part.block.kind !== 'code';
}

function passageOf(parts: readonly PassagePart[], ordinal: number, article: Article): CutPassage {
  const first = parts[0];
  const code = parts.reduce((sum, part) => sum + (part.block.kind === 'code' ? part.text.length : 0), 0);
  const text = parts.map((part) => part.text).join('\n');
  return {
    ordinal,
    text,
    heading_path: first?.path ?? [],
    start: first?.block.start ?? 0,
    end: parts.at(-1)?.block.end ?? 0,
    anchor: anchorOf(parts, article.blocks),
    kind: code * 2 > text.length ? 'code' : 'text',
  };
}
