import { elementsWithin, sourceText } from './page-element.ts';
import { readDate } from './read-date.ts';
import { readJsonLd } from './read-json-ld.ts';
import { cleanTitle } from './clean-title.ts';
import { sliceWhole } from './slice-whole.ts';
import { foldSpace, stripInvisible } from './strip-invisible.ts';
import { webAddress } from './web-address.ts';
import type { PageElement } from './page-element.ts';
import type { LinkedDescription } from './read-json-ld.ts';

/** What a page says about itself. */
export interface PageMetadata {
  readonly title: string;
  readonly other_titles: readonly string[];
  readonly author: string | null;
  readonly published_at: string | null;
  readonly declared_language: string | null;
  readonly canonical_link: string | null;
  readonly site_name: string | null;
  readonly description: string | null;
  /** Where relative addresses start. */
  readonly base: string;
  /** `og:type` in lower case. */
  readonly openGraphType: string;
  readonly linked: LinkedDescription;
}

interface Head {
  readonly meta: Map<string, string>;
  readonly scripts: string[];
  readonly headings: string[];
  language: string | null;
  base: string | null;
  canonical: string | null;
  title: string;
  byline: string | null;
  time: string | null;
}

const MAX_FIELD_CHARACTERS = 2_000;
const MAX_OTHER_TITLE_CHARACTERS = 300;

/** Under which names pages say who wrote them, and when; the surest first. */
const AUTHOR_NAMES = [
  'author',
  'article:author',
  'citation_author',
  'dc.creator',
  'parsely-author',
  'twitter:creator',
];
const DATE_NAMES = [
  'article:published_time',
  'og:published_time',
  'datepublished',
  'citation_publication_date',
  'citation_date',
  'dc.date',
  'dcterms.created',
  'date',
  'pubdate',
  'parsely-pub-date',
  'sailthru.date',
];

/** Reads title, author, date, language, canonical link, site and description from JSON-LD, meta tags and the page, in this order of trust. */
export function readMetadata(root: PageElement, url: string): PageMetadata {
  const head = readHead(root);
  const linked = readJsonLd(head.scripts);
  const meta = (...names: string[]): string | null => {
    for (const name of names) {
      const value = head.meta.get(name);
      if (value !== undefined) return value;
    }
    return null;
  };
  const site = meta('og:site_name', 'application-name') ?? linked.publisher;
  const base = head.base === null ? url : (webAddress(head.base, url) ?? url);
  const shared = meta('og:title', 'twitter:title', 'dc.title', 'citation_title');
  const longTitle = cleanTitle({
    page: head.title,
    shared,
    headline: linked.headline,
    headings: head.headings,
    site,
    host: URL.parse(url)?.hostname ?? '',
  });
  const title = sliceWhole(longTitle, 0, MAX_FIELD_CHARACTERS);
  return {
    title,
    other_titles: otherTitles(title, [head.title, shared, linked.headline, head.headings[0]]),
    author: cleanAuthor(linked.author ?? meta(...AUTHOR_NAMES) ?? head.byline),
    published_at: readDate([
      linked.published,
      meta(...DATE_NAMES),
      head.time,
      /\/((?:19|20)\d\d\/[01]?\d\/[0-3]?\d)\//.exec(url)?.[1] ?? null,
    ]),
    declared_language: head.language ?? linked.language ?? meta('content-language', 'og:locale', 'language'),
    canonical_link: head.canonical === null ? null : webAddress(head.canonical, base),
    site_name: site,
    description: linked.description ?? meta('description', 'og:description', 'twitter:description'),
    base,
    openGraphType: (meta('og:type') ?? '').toLowerCase(),
    linked,
  };
}

function otherTitles(title: string, names: readonly (string | null | undefined)[]): string[] {
  const different = new Map<string, string>();
  for (const name of names) {
    const text = sliceWhole(name ?? '', 0, MAX_OTHER_TITLE_CHARACTERS);
    const key = text.toLowerCase();
    if (text !== '' && key !== title.toLowerCase() && !different.has(key)) different.set(key, text);
  }
  return [...different.values()];
}

function readHead(root: PageElement): Head {
  const head: Head = {
    meta: new Map(),
    scripts: [],
    headings: [],
    language: null,
    base: null,
    canonical: null,
    title: '',
    byline: null,
    time: null,
  };
  let inSvg = false;
  for (const element of elementsWithin(root)) {
    // A drawing's title follows its tag at once and is not the page's.
    if (element.tag === 'title' && head.title === '' && !inSvg) head.title = fieldOf(sourceText(element));
    inSvg = element.tag === 'svg';
    (READERS[element.tag] ?? readByline)(element, head);
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
    if (head.headings.length < 20) head.headings.push(fieldOf(sourceText(element)));
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
  if (!head.meta.has(key)) head.meta.set(key, content);
}

function readByline(element: PageElement, head: Head): void {
  if (head.byline !== null) return;
  const marked =
    element.attribute('rel') === 'author' ||
    element.attribute('itemprop') === 'author' ||
    /(?:^|[\s_-])(?:byline|author)(?:$|\s|[_-]+(?:name|link|title|text)(?:$|\s))/i.test(
      element.attribute('class') ?? '',
    );
  if (!marked) return;
  // Beside the name such an element often counts posts or badges; the link holds the name alone.
  const link = [...elementsWithin(element)].find((inner) => inner.tag === 'a');
  const name = fieldOf(sourceText(link ?? element));
  if (name.split(' ').length <= 6 && cleanAuthor(name) !== null) head.byline = name;
}

function fieldOf(text: string): string {
  return sliceWhole(foldSpace(stripInvisible(text)), 0, MAX_FIELD_CHARACTERS);
}

function languageOf(declared: string | null): string | null {
  const language = declared?.trim().replaceAll('_', '-') ?? '';
  return language === '' ? null : language;
}

function cleanAuthor(author: string | null): string | null {
  const name =
    author?.replace(/^(?:(?:written by|by|von|par|por|da|door)(?:[\s:]+|$)|[\s,|]+)+/i, '').trim() ?? '';
  return name === '' || /^(?:https?:|@)/.test(name) ? null : sliceWhole(name, 0, MAX_FIELD_CHARACTERS);
}
