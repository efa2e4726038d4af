import type { Secret } from './named-secrets.ts';

/** Tags that cut no word: what stands before and behind one is read as one. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const ENTITY =
  /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|sol|colon|equals|nbsp|lowbar|hyphen|dash));/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  colon: ':',
  equals: '=',
  nbsp: ' ',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
};

/** What is read in markup as one text, then its tags, each on a line; and where any part of that stands in the source. */
export interface PlainView {
  readonly text: string;
  readonly sources: (part: Secret) => Secret[];
}

/** A stretch of the source as it is read; as long in both unless it is an entity. */
interface Stretch {
  readonly at: number;
  readonly text: string;
  readonly length: number;
}

/** Reads markup in one pass, without a parser. */
export function plainView(html: string): PlainView {
  const read: Stretch[] = [];
  const tags: Stretch[] = [];
  let from = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', Math.max(from, at + 1))) {
    const name = /[a-z][a-z\d]*|[!?]/iy;
    name.lastIndex = at + (html[at + 1] === '/' ? 2 : 1);
    const tag = name.exec(html)?.[0].toLowerCase();
    if (tag === undefined) continue;
    const end = html.indexOf('>', at);
    if (end === -1) break;
    addText(read, html, from, at);
    if (!INLINE.has(tag)) read.push({ at, text: '\n', length: 0 });
    if (end - at > 16) tags.push({ at, text: '\n', length: 0 }, stretch(html, at, end + 1));
    from = end + 1;
  }
  addText(read, html, from, html.length);
  return viewOf([...read, ...tags]);
}

function viewOf(stretches: readonly Stretch[]): PlainView {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of stretches) {
    starts.push(length);
    length += text.length;
  }
  const sources = ({ start, end }: Secret): Secret[] => {
    const found: Secret[] = [];
    for (let i = lastBefore(starts, start); i < stretches.length && (starts[i] ?? end) < end; i++) {
      const { at, text, length: sourceLength } = stretches[i] as Stretch;
      const begin = starts[i] ?? 0;
      const isAlike = text.length === sourceLength;
      const first = isAlike ? at + Math.max(0, start - begin) : at;
      const last = isAlike ? at + Math.min(text.length, end - begin) : at + sourceLength;
      if (last > first) found.push({ start: first, end: last });
    }
    return found;
  };
  return { text: stretches.map(({ text }) => text).join(''), sources };
}

/** Index of the stretch that holds a place. */
function lastBefore(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function addText(read: Stretch[], html: string, start: number, end: number): void {
  if (end <= start) return;
  const text = html.slice(start, end);
  let from = 0;
  if (text.includes('&')) {
    for (const { index, 0: entity, 1: hex, 2: decimal, 3: name = '' } of text.matchAll(ENTITY)) {
      if (index > from) read.push(stretch(html, start + from, start + index));
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      const character = NAMED[name.toLowerCase()] ?? (code <= 0x10_ffff ? String.fromCodePoint(code) : '?');
      read.push({ at: start + index, text: character, length: entity.length });
      from = index + entity.length;
    }
  }
  if (from < text.length) read.push(stretch(html, start + from, end));
}

function stretch(html: string, start: number, end: number): Stretch {
  return { at: start, text: html.slice(start, end), length: end - start };
}
