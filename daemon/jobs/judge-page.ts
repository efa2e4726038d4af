import { createHash } from 'node:crypto';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import { familyOf, isNearDuplicate } from '../crawl/find-trap.ts';
import { Failure } from '../failure.ts';
import { pageAddress } from '../ingest/page-address.ts';
import type { ReadPage } from '../ingest/page-reader.ts';
import { findFamily } from '../store/find-family.ts';
import type { ItemToAdd, StoredItem } from '../store/job-rows.ts';
import { notePage } from '../store/note-page.ts';
import { discoverLinks } from './discover-links.ts';
import type { JobRun } from './job-run.ts';
import { SkipPage } from './skip-page.ts';

/** Words: a page with a field for a password and no more than these is the door, not the page. */
const LOGIN_WORDS = 150;
/** Words: an error page says little besides. */
const ERROR_WORDS = 100;
const SAYS_MISSING =
  /\b404\b|\b(?:page|file|document|site) (?:was |is |could |can |cannot |can’t |can't )*(?:not )?(?:be )?(?:not )?(?:found|missing)\b|\bnot found\b|\bno longer (?:exists|available)\b|\bdoes not exist\b/i;

/**
 * Looks at a page between reading and keeping: notes where it leads, then throws where it is none (`Failure`) or is left
 * out on purpose (`SkipPage`). `found` hears the links in either case.
 */
export async function judgePage(
  read: ReadPage,
  at: { readonly url: string; readonly html: string; readonly robots: ReadonlySet<string> },
  item: StoredItem,
  run: JobRun,
  found: (links: readonly ItemToAdd[]) => void,
): Promise<void> {
  const { outline, article } = read;
  if (outline === null) return;
  const startText = `${article.title}. ${article.markdown.slice(0, 1_500)}`;
  const links = await discoverLinks(outline, at.robots, startText, run);
  found(links);
  if (run.terms.robots && (outline.noindex || at.robots.has('noindex') || at.robots.has('none'))) {
    throw new SkipPage('noindex', 'The page asks crawlers not to keep it.');
  }
  requirePage(read);
  const url = canonicalUrl(at.url) ?? at.url;
  const family = familyOf(item.url);
  const relatives = family === '' ? [] : await findFamily(run.tools.store, item, family);
  const isAlike = isNearDuplicate(outline.simhash, relatives);
  const notes = {
    address: pageAddress(url, article.canonical_link),
    text_hash: hashWords(`${article.title}\n${read.seen.markdown}`),
    html_hash: hashMarkup(at.html, url),
    family,
    simhash: outline.simhash,
    links: isAlike ? [] : links,
  };
  // Addresses that a person listed are kept one by one.
  if (!(await notePage(run.tools.store, item, run.terms.max_depth > 0, notes))) {
    // The other's address would stay here when that page is forgotten.
    throw new SkipPage('duplicate', 'It is the same page as another one of this crawl.');
  }
  if (isAlike) {
    // What is made up without end leads on without end.
    found([]);
    throw new SkipPage(
      'near-duplicate',
      'It says nearly the same as a page whose address differs in numbers or values alone.',
    );
  }
}

/** Links within a page begin with its own address, so where links lead to says nothing of two pages being one; pictures do. */
function hashWords(markdown: string): string {
  const words = markdown.replaceAll(/(?<!!\[[^\]]{0,500})\]\([^)\s]{0,500}\)/g, ']');
  return createHash('sha256').update(words).digest('hex');
}

/** A page's bytes; where it shows pictures with its folder, from which another page may show others under the same names. */
function hashMarkup(html: string, url: string): string {
  const folder = /<img\b/i.test(html) ? new URL('.', url).href : '';
  return createHash('sha256').update(`${folder}\n${html}`).digest('hex');
}

/** Sites answer 200 for what is no page as well: a door, or an apology. */
function requirePage({ outline, article }: ReadPage): void {
  const words = outline?.words ?? 0;
  if (outline?.asksPassword === true && words < LOGIN_WORDS) {
    throw new Failure(
      'fetch-failed',
      'The site asks for a login here; open the page in your browser and remember it there.',
      { details: { login: true, status_code: 200 } },
    );
  }
  if (words < ERROR_WORDS && SAYS_MISSING.test(article.title)) {
    throw new Failure(
      'fetch-failed',
      'The site says in its own words that there is no page at this address.',
      {
        details: { status_code: 200 },
      },
    );
  }
}
