import type { FoundPassage } from '../../shared/contract/passage.ts';
import { cutSnippet } from '../ui/cut-snippet.ts';

/** UTF-16 units shown of a passage, and of those at most so many before the first match: the line is short. */
const SHOWN = 160;
const LEAD = 24;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** What XML 1.0 cannot hold: one of them, and the browser takes none of the suggestions. */
// oxlint-disable-next-line no-control-regex -- these are what has to go
const NO_XML = /[\0-\x08\x0B\x0C\x0E-\x1F\p{Cs}\uFFFE\uFFFF]/gu;

/** How a text is written for the line under the address bar: as XML where the browser reads it so, else as it is. */
export interface Wording {
  readonly plain: (text: string) => string;
  readonly matched: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Chromium reads XML. */
export const XML: Wording = {
  plain: escapeXml,
  matched: (text) => `<match>${escapeXml(text)}</match>`,
  dim: (text) => `<dim>${escapeXml(text)}</dim>`,
};

/** Firefox shows every character. */
export const PLAIN_TEXT: Wording = { plain: oneLine, matched: oneLine, dim: oneLine };

/** A found passage in one line: its page's title, its site, and its words around the first match. */
export function describePassage(found: FoundPassage, wording: Wording): string {
  const title = wording.plain(found.title.trim() === '' ? found.url : found.title);
  const words = piecesOf(found).map(({ text, marked }) =>
    marked ? wording.matched(text) : wording.plain(text),
  );
  return `${title}${wording.dim(` · ${found.domain} · `)}${words.join('')}`;
}

function piecesOf({ content, highlights, kind }: FoundPassage) {
  const first = Math.min(...highlights.map(([from]) => from));
  const from = Number.isFinite(first) ? wordStart(content, Math.max(0, first - LEAD)) : 0;
  const shifted = highlights.map(([start, end]): [number, number] => [start - from, end - from]);
  return cutSnippet(content.slice(from, from + SHOWN), shifted, kind);
}

function wordStart(text: string, at: number): number {
  const gap = text.slice(Math.max(0, at - 1), at + LEAD).search(/\s\S/u);
  return at === 0 ? 0 : at + Math.max(0, gap);
}

function oneLine(text: string): string {
  return text.replace(NO_XML, '').replace(/\s+/g, ' ');
}

function escapeXml(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
}
