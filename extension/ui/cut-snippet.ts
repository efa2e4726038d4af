import type { PassageKind } from '../../shared/contract/passage.ts';

/** A run of a passage's text; `marked` where the question's words stand. */
export interface SnippetPiece {
  /** Where it stands in the passage; -1 for the signs of a cut. */
  readonly at: number;
  readonly text: string;
  readonly marked: boolean;
}

type Span = readonly [start: number, end: number];

/** Columns of lead before the first match: with it, the match begins on the first or second of three lines of some 55 columns. */
const LEAD_COLUMNS = 90;
/** More than the visible lines can hold; the rest is cut here so that no row carries a whole passage. */
const SNIPPET_COLUMNS = 360;

const SENTENCE_END = /[.!?…]["”’)\]]*\s+|[。！？]\s*|\n+/gu;

function columnsOf(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
}

/** The furthest offset before `end` that keeps the lead within its columns. */
function leadLimit(text: string, end: number): number {
  let columns = 0;
  let offset = end;
  for (const character of Array.from(text.slice(0, end)).toReversed()) {
    columns += columnsOf(character);
    if (columns > LEAD_COLUMNS) break;
    offset -= character.length;
  }
  return offset;
}

function startOfSnippet(text: string, match: number, kind: PassageKind): number {
  if (kind === 'code') return text.lastIndexOf('\n', match - 1) + 1;
  const limit = leadLimit(text, match);
  if (limit === 0) return 0;
  const lead = text.slice(limit, match);
  const sentence = [...lead.matchAll(SENTENCE_END)].at(-1);
  if (sentence !== undefined) return limit + sentence.index + sentence[0].length;
  const word = lead.search(/\s\S/u);
  return word === -1 ? limit : limit + word + 1;
}

function endOfSnippet(text: string, start: number): number {
  let columns = 0;
  let offset = start;
  for (const character of text.slice(start, start + SNIPPET_COLUMNS)) {
    columns += columnsOf(character);
    if (columns > SNIPPET_COLUMNS) break;
    offset += character.length;
  }
  return offset;
}

/** Spans in order, inside the text, without overlap: whatever the answer carried, no mark is torn or doubled. */
function tidySpans(spans: readonly Span[], length: number): Span[] {
  const tidy: Span[] = [];
  let reached = 0;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(from, reached);
    const end = Math.min(to, length);
    if (start < end) tidy.push([start, end]);
    reached = Math.max(reached, end);
  }
  return tidy;
}

/**
 * Cuts a passage so that the sentence it opens at, and the first match in it, stand within the first lines shown. Offsets
 * are UTF-16 units into `content`; `sentence` is where that sentence starts.
 */
export function cutSnippet(
  content: string,
  highlights: readonly Span[],
  kind: PassageKind = 'text',
  sentence = 0,
): SnippetPiece[] {
  const spans = tidySpans(highlights, content.length);
  const match = spans.find(([from]) => from >= sentence)?.[0] ?? spans[0]?.[0] ?? sentence;
  const start = startOfSnippet(content, match, kind);
  const end = endOfSnippet(content, start);
  const pieces: SnippetPiece[] = [];
  let at = start;
  if (start > 0 && kind === 'text') pieces.push({ at: -1, text: '… ', marked: false });
  for (const [from, to] of spans) {
    if (from < start) continue;
    if (from >= end) break;
    if (from > at) pieces.push({ at, text: content.slice(at, from), marked: false });
    pieces.push({ at: from, text: content.slice(from, Math.min(to, end)), marked: true });
    at = Math.min(to, end);
  }
  if (at < end) pieces.push({ at, text: content.slice(at, end), marked: false });
  if (end < content.length) pieces.push({ at: -1, text: '…', marked: false });
  return pieces;
}
