import { anchorOf } from './passage-anchor.ts';
import { partitionParts } from './partition-parts.ts';
import { sparePassages } from './spare-passages.ts';
import { splitText } from './split-text.ts';
import { FULL, OVERFULL, WHOLE_CODE } from './passage-size.ts';
import type { Article, ArticleBlock, CutPassage, DroppedBlock } from './article.ts';

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

/** Cuts an article into passages of 160–220 word pieces at block borders, under one heading path where possible, a short last block repeated at the head of the next passage. `pre` is whole up to 256. Every word is in some passage, but for those that nobody looks for: `onDrop` is told. A change of the page changes the passages around it and no others. `start` and `end` are those of the first and last block, in parts or whole. */
export function chunkPage(
  article: Article,
  countWordpieces: Count,
  onDrop?: (dropped: DroppedBlock) => void,
): CutPassage[] {
  const passages = partitionParts([...partsOf(article, boundedCount(countWordpieces))]);
  const spared = sparePassages(passages);
  for (const { dropped } of spared) onDrop?.(dropped);
  const out = new Set(spared.map(({ parts }) => parts));
  return passages
    .filter((parts) => !out.has(parts))
    .map((parts, ordinal) => passageOf(parts, ordinal, article));
}

/** Exact up to what fits into a passage, beyond that some larger number: cutting a text of megabytes counts each piece of it once. */
function boundedCount(count: Count): Count {
  return (text) => {
    const long = Math.ceil(text.length / MOST_CHARACTERS_PER_PIECE);
    return text.length > HEAD_CHARACTERS ? long : Math.max(count(text), long);
  };
}

/** All blocks with their heading path, long ones in parts; the page's title is no heading of its own page. */
function* partsOf(article: Article, count: Count): Generator<PassagePart> {
  const headings: { level: number; text: string }[] = [];
  for (const [at, block] of article.blocks.entries()) {
    if (block.kind === 'heading') {
      const level = block.level ?? 6;
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      if (block.text !== article.title) headings.push({ level, text: block.text });
    }
    const path = headings.map((heading) => heading.text);
    const { text } = block;
    yield* splitPart({ block, at, text, from: 0, pieces: count(text), path }, count);
  }
}

function* splitPart(whole: PassagePart, count: Count): Generator<PassagePart> {
  const { kind } = whole.block;
  const most = kind === 'code' ? WHOLE_CODE : OVERFULL;
  let { text, pieces } = whole;
  const from = (): number => whole.text.length - text.length;
  while (pieces > most) {
    // Two halves make two good passages where a full one would leave a remainder.
    const room = Math.min(FULL, pieces <= 2 * FULL ? Math.ceil(pieces * 0.55) : FULL);
    const cut = splitText(text, room, kind, count);
    const head = text.slice(0, cut).trimEnd();
    const rest = text.slice(cut).replace(kind === 'code' ? /^\n+/ : /^\s+/, '');
    // Nothing shorter fits, so it stays as it is.
    if (head === '' || rest === '') break;
    yield { ...whole, text: head, from: from(), pieces: count(head) };
    [text, pieces] = [rest, count(rest)];
  }
  yield { ...whole, text, from: from(), pieces };
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
