import { cleanAuthor } from './clean-author.ts';
import { MAX_FIELD_CHARACTERS, readHead } from './read-head.ts';
import { readDate } from './read-date.ts';
import { readJsonLd } from './read-json-ld.ts';
import { cleanTitle } from './clean-title.ts';
import { sliceWhole } from './slice-whole.ts';
import { webAddress } from './web-address.ts';
import type { TitleSources } from './clean-title.ts';
import type { PageElement } from './page-element.ts';
import type { Head } from './read-head.ts';
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
  /** HTTP status the page gives itself, for those who cannot see the real one. */
  readonly status: number | null;
  /** It asks search engines to leave it out. */
  readonly unlisted: boolean;
  readonly linked: LinkedDescription;
}

const MAX_OTHER_TITLE_CHARACTERS = 300;

/** Under which names pages say who wrote them, and when; the surest first. */
const AUTHOR_NAMES = [
  'author',
  'article:author',
  'citation_author',
  'dc.creator',
  'parsely-author',
  'sailthru.author',
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
  'og:article:published_time',
  'og:pubdate',
  'publish-date',
  'published',
  'cludo:date',
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
  return {
    ...titlesOf({
      page: head.title,
      shared: meta('og:title', 'twitter:title', 'dc.title', 'citation_title'),
      headline: linked.headline,
      headings: head.headings,
      site,
      host: URL.parse(url)?.hostname ?? '',
    }),
    author: authorOf(head, linked, site),
    published_at: readDate([
      linked.published,
      meta(...DATE_NAMES),
      head.time,
      head.byline.nearDate,
      head.byline.date,
      dateInAddress(url),
    ]),
    declared_language: head.language ?? linked.language ?? meta('content-language', 'og:locale', 'language'),
    canonical_link: head.canonical === null ? null : webAddress(head.canonical, base),
    site_name: site,
    description: linked.description ?? meta('description', 'og:description', 'twitter:description'),
    base,
    openGraphType: (meta('og:type') ?? '').toLowerCase(),
    status: statusOf(meta('prerender-status-code', 'http-status', 'status')),
    unlisted: /\b(?:noindex|none)\b/i.test(meta('robots') ?? ''),
    linked,
  };
}

function titlesOf(sources: TitleSources): Pick<PageMetadata, 'title' | 'other_titles'> {
  const title = sliceWhole(cleanTitle(sources), 0, MAX_FIELD_CHARACTERS);
  const { page, shared, headline, headings } = sources;
  const different = new Map<string, string>();
  for (const name of [page, shared, headline, headings[0]]) {
    const text = sliceWhole(name ?? '', 0, MAX_OTHER_TITLE_CHARACTERS);
    const key = text.toLowerCase();
    if (text !== '' && key !== title.toLowerCase() && !different.has(key)) different.set(key, text);
  }
  return { title, other_titles: [...different.values()] };
}

/** The first that is a name; a site that names itself says nothing while someone else is named. */
function authorOf({ meta, byline }: Head, linked: LinkedDescription, site: string | null): string | null {
  const written =
    meta.get('twitter:label1')?.toLowerCase() === 'written by' ? meta.get('twitter:data1') : null;
  const names = [
    linked.author,
    ...AUTHOR_NAMES.map((name) => meta.get(name)),
    written,
    byline.name,
    byline.nearName,
  ].map((name) => cleanAuthor(name ?? null));
  return names.find((name) => name !== null && name !== site) ?? names.find((name) => name !== null) ?? null;
}

function dateInAddress(url: string): string | null {
  return /\/((?:19|20)\d\d([-/])[01]?\d\2[0-3]?\d)(?!\d)/.exec(url)?.[1] ?? null;
}

function statusOf(written: string | null): number | null {
  const status = /^[1-5]\d\d\b/.exec(written ?? '')?.[0];
  return status === undefined ? null : Number(status);
}
