import { endOfName, scanTag } from './scan-tag.ts';
import type { ScannedTag } from './scan-tag.ts';

/** A comment, or a start tag with what stands up to its end tag where that is no markup. Places are those of the source. */
export type Markup =
  | { readonly kind: 'comment'; readonly start: number; readonly end: number }
  | (ScannedTag & {
      readonly kind: 'tag';
      /** In lower case. */
      readonly name: string;
      readonly start: number;
      /** Behind the end tag of an element whose content is no markup, else where the tag ends. */
      readonly until: number;
    });

/** Elements whose content is no markup. */
const RAW = new Set(['style', 'xmp', 'iframe', 'noembed', 'noframes', 'title', 'textarea']);
const LETTER = /[a-z]/i;
const NO_COMMENT = /^<(?:!doctype|\/>)/i;

/**
 * Goes through the comments and start tags of a page in one pass, as a tokenizer of the HTML standard (13.2.5) that is
 * told of each element's content would; a tenth of the time of one that makes a token of every word.
 */
export function* scanMarkup(html: string): Generator<Markup> {
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    const next = html.charAt(at + 1);
    const second = html.charAt(at + 2);
    if (LETTER.test(next)) {
      const tag = startTag(html, at);
      if (tag === null) return;
      yield tag;
      if (tag.name === 'plaintext' && !tag.selfClosing) return;
      at = tag.until;
    } else if (next === '/' && LETTER.test(second)) {
      const end = scanTag(html, endOfName(html, at + 2))?.end;
      if (end === undefined) return;
      at = end;
    } else if (next === '!' || next === '?' || (next === '/' && second !== '')) {
      const end = endOfDeclaration(html, at);
      if (!NO_COMMENT.test(html.slice(at, at + 9))) yield { kind: 'comment', start: at, end };
      at = end;
    } else at += 1;
  }
}

function startTag(html: string, start: number): (Markup & { readonly kind: 'tag' }) | null {
  const nameEnd = endOfName(html, start + 1);
  const tag = scanTag(html, nameEnd);
  if (tag === null) return null;
  const name = html.slice(start + 1, nameEnd).toLowerCase();
  const until = tag.selfClosing ? tag.end : endOfContent(html, name, tag.end);
  return { kind: 'tag', name, start, until, ...tag };
}

/** An element that is never closed goes on to the end of the page. */
function endOfContent(html: string, name: string, from: number): number {
  const close = name === 'script' ? endOfScript(html, from) : endOfRaw(html, name, from);
  if (close === null) return from;
  return close === -1 ? html.length : (scanTag(html, close + 2 + name.length)?.end ?? html.length);
}

/** Where its end tag begins; null for an element that holds markup, -1 where there is none. */
function endOfRaw(html: string, name: string, from: number): number | null {
  if (!RAW.has(name)) return null;
  const ends = /<\/([a-z]+)(?=[\t\n\f\r />])/gi;
  ends.lastIndex = from;
  let end = ends.exec(html);
  while (end !== null && end[1]?.toLowerCase() !== name) end = ends.exec(html);
  return end?.index ?? -1;
}

/** In a script, what stands between `<!--` and `-->` may hold a script's tags (13.2.5.18 to 31). */
function endOfScript(html: string, from: number): number {
  const marks = /<!--|-->|<(\/?)script(?=[\t\n\f\r />])/gi;
  marks.lastIndex = from;
  let state: 'plain' | 'escaped' | 'twice' = 'plain';
  for (let mark = marks.exec(html); mark !== null; mark = marks.exec(html)) {
    const { index, 0: text, 1: slash } = mark;
    if (text === '-->') state = 'plain';
    else if (text === '<!--') {
      if (state === 'plain') state = 'escaped';
      // Its own dashes may end it.
      marks.lastIndex = index + 2;
    } else if (slash === '') state = state === 'plain' ? state : 'twice';
    else if (state === 'twice') state = 'escaped';
    else return index;
  }
  return -1;
}

/** Of a comment, a document type, or what is neither and read as a comment up to the next `>`. */
function endOfDeclaration(html: string, start: number): number {
  if (!html.startsWith('<!--', start)) return behind(html, '>', start + 2);
  const from = start + 4;
  if (html[from] === '>') return from + 1;
  if (html.startsWith('->', from)) return from + 2;
  const close = /--!?>/g;
  close.lastIndex = from;
  return close.exec(html) === null ? html.length : close.lastIndex;
}

function behind(html: string, sign: string, from: number): number {
  const at = html.indexOf(sign, from);
  return at === -1 ? html.length : at + sign.length;
}
