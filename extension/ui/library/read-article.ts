import { readInline } from './read-inline.ts';
import type { Inline } from './read-inline.ts';

/** A block of a saved article. `level` of a heading is 1–6. */
export type ArticleBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly words: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly words: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'quote'; readonly blocks: readonly ArticleBlock[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly ArticleBlock[])[];
    };

/** Quotes and lists inside each other beyond this are shown as plain lines. */
const DEEPEST = 8;
const ITEM = /^( {0,3})([-*+]|(\d{1,9})[.)])( +|$)/u;

/** Reads the Markdown of a saved article into blocks; whatever it does not know becomes a paragraph of its words. */
export function readArticle(markdown: string): ArticleBlock[] {
  return readBlocks(markdown.split('\n'), 0);
}

function readBlocks(lines: readonly string[], depth: number): ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const { block, end } = readBlock(lines, at, depth);
    blocks.push(block);
    at = end;
  }
  return blocks;
}

interface Read {
  readonly block: ArticleBlock;
  readonly end: number;
}

function readBlock(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? '';
  const fence = /^`{3,}/u.exec(line)?.[0];
  if (fence !== undefined) return readCode(lines, at, fence);
  const heading = /^(#{1,6}) (.*)$/u.exec(line);
  if (heading !== null) {
    const words = readInline(heading[2] ?? '');
    return { block: { kind: 'heading', level: heading[1]?.length ?? 1, words }, end: at + 1 };
  }
  if (isTable(lines, at)) return readTable(lines, at);
  if (depth < DEEPEST && line.startsWith('> ')) return readQuote(lines, at, depth);
  const item = depth < DEEPEST ? ITEM.exec(line) : null;
  return item === null ? readParagraph(lines, at) : readList(lines, at, item, depth);
}

function readCode(lines: readonly string[], at: number, fence: string): Read {
  let end = at + 1;
  while (end < lines.length && lines[end]?.trimEnd() !== fence) end += 1;
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, end: end + 1 };
}

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? '').startsWith('|') && /^\|(?: ?:?-+:? ?\|)+\s*$/u.test(lines[at + 1] ?? '');
}

function readTable(lines: readonly string[], at: number): Read {
  let end = at + 2;
  while ((lines[end] ?? '').startsWith('|')) end += 1;
  const rows = lines.slice(at + 2, end).map(readCells);
  return { block: { kind: 'table', head: readCells(lines[at] ?? ''), rows }, end };
}

function readCells(line: string): Inline[][] {
  const cells: string[] = [''];
  const row = line.trim().replace(/^\||\|$/gu, '');
  for (let i = 0; i < row.length; i += 1) {
    const escaped = row[i] === '\\' && row[i + 1] === '|';
    if (escaped) i += 1;
    if (row[i] === '|' && !escaped) cells.push('');
    else cells.push((cells.pop() ?? '') + (row[i] ?? ''));
  }
  return cells.map((cell) => readInline(cell.trim()));
}

function readQuote(lines: readonly string[], at: number, depth: number): Read {
  let end = at;
  while ((lines[end] ?? '').startsWith('>')) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(/^> ?/u, ''));
  return { block: { kind: 'quote', blocks: readBlocks(inner, depth + 1) }, end };
}

function readList(lines: readonly string[], at: number, first: RegExpExecArray, depth: number): Read {
  const ordered = first[3] !== undefined;
  const items: ArticleBlock[][] = [];
  let end = at;
  for (let item: RegExpExecArray | null = first; item !== null;) {
    if ((item[3] !== undefined) !== ordered) break;
    const close = endOfItem(lines, end, item[0].length);
    const inner = lines.slice(end, close).map((line) => line.slice(item?.[0].length ?? 0));
    items.push(readBlocks(inner, depth + 1));
    end = close;
    let next = end;
    while (next < lines.length && lines[next] === '') next += 1;
    item = ITEM.exec(lines[next] ?? '');
    if (item !== null && (item[3] !== undefined) === ordered) end = next;
  }
  return { block: { kind: 'list', ordered, start: Number(first[3] ?? 1), items }, end };
}

/** An item goes on over lines that are indented as far as its words, and over blank lines between such. */
function endOfItem(lines: readonly string[], at: number, indent: number): number {
  const inside = ' '.repeat(indent);
  let end = at + 1;
  for (let next = end; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    if (!line.startsWith(inside)) break;
    end = next + 1;
  }
  return end;
}

function readParagraph(lines: readonly string[], at: number): Read {
  let end = at + 1;
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && !startsBlock(lines, end)) end += 1;
  const words = readInline(lines.slice(at, end).join('\n').trim());
  return { block: { kind: 'paragraph', words }, end };
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return /^(?:`{3}|#{1,6} |> )/u.test(line) || isTable(lines, at);
}
