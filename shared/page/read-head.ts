import { BylineReader } from './read-byline.ts';
import { elementsWithin, sourceText } from './page-element.ts';
import { sliceWhole } from './slice-whole.ts';
import { foldSpace, stripInvisible } from './strip-invisible.ts';
import type { PageElement, PageNode } from './page-element.ts';

export const MAX_FIELD_CHARACTERS = 2_000;

/** What a page says about itself in marks, before it is weighed. */
export interface Head {
  readonly meta: Map<string, string>;
  readonly scripts: string[];
  readonly headings: string[];
  language: string | null;
  base: string | null;
  canonical: string | null;
  title: string;
  time: string | null;
  readonly byline: BylineReader;
}

/** Reads the marks of a whole page in one walk; of each the first counts. */
export function readHead(root: PageElement): Head {
  const head: Head = {
    meta: new Map(),
    scripts: [],
    headings: [],
    language: null,
    base: null,
    canonical: null,
    title: '',
    time: null,
    byline: new BylineReader(),
  };
  let inSvg = false;
  for (const element of elementsWithin(root)) {
    // A drawing's title follows its tag at once and is not the page's.
    if (element.tag === 'title' && head.title === '' && !inSvg) head.title = fieldOf(sourceText(element));
    inSvg = element.tag === 'svg';
    READERS[element.tag]?.(element, head);
    head.byline.see(element);
  }
  return head;
}

const READERS: Readonly<Record<string, (element: PageElement, head: Head) => void>> = {
  html: (element, head) => {
    head.language ??= languageOf(element.attribute('lang') ?? element.attribute('xml:lang'));
  },
  base: (element, head) => {
    head.base ??= element.attribute('href');
  },
  meta: readMeta,
  link: (element, head) => {
    if (element.attribute('rel')?.toLowerCase() === 'canonical') head.canonical ??= element.attribute('href');
  },
  script: (element, head) => {
    if ((element.attribute('type') ?? '').toLowerCase().includes('ld+json'))
      head.scripts.push(sourceText(element));
  },
  h1: (element, head) => {
    if (head.headings.length < 20) head.headings.push(fieldOf(spacedText(element)));
    head.byline.startHere();
  },
  time: (element, head) => {
    head.time ??= element.attribute('datetime');
  },
};

function readMeta(element: PageElement, head: Head): void {
  const name =
    element.attribute('property') ??
    element.attribute('name') ??
    element.attribute('itemprop') ??
    element.attribute('http-equiv');
  const content = fieldOf(element.attribute('content') ?? '');
  if (name === null || content === '') return;
  const key = name.trim().toLowerCase();
  const known = head.meta.get(key);
  if (known === undefined) head.meta.set(key, content);
  else if (key === 'citation_author') head.meta.set(key, fieldOf(`${known}; ${content}`));
}

/** A heading's words stand on several lines as often as not. */
function spacedText(heading: PageElement): string {
  const waiting: PageNode[] = [heading];
  let text = '';
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') text += node;
    else {
      if (node.tag === 'br' || node.tag === 'div' || node.tag === 'p') text += ' ';
      for (const child of node.children.toReversed()) waiting.push(child);
    }
  }
  return text;
}

function fieldOf(text: string): string {
  return sliceWhole(foldSpace(stripInvisible(text)), 0, MAX_FIELD_CHARACTERS);
}

function languageOf(declared: string | null): string | null {
  const language = declared?.trim().replaceAll('_', '-') ?? '';
  return language === '' ? null : language;
}
