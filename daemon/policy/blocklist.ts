import { setImmediate } from 'node:timers/promises';
import type { BlockAnswer, BlockList, BlockVerdict, UnblockAnswer } from '../../shared/contract/blocklist.ts';
import { canonicalUrl } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { addBlockedPattern, listBlockedPatterns, removeBlockedPattern } from '../store/blocked-patterns.ts';
import { listPageNames } from '../store/list-page-names.ts';
import type { Store } from '../store/open-store.ts';
import { canonicalEntry, matchPages, siteOf } from './match-page.ts';
import type { BlockReason, MatchPage } from './match-page.ts';
import { listOf, patternOfList, readyLists } from './ready-lists.ts';

/** Some milliseconds of work. */
const PAGES_AT_ONCE = 1_000;

/** What must not be kept. */
export interface Blocklist {
  /** The pattern that keeps out an address or a title that somebody asks about, the address in any of its spellings, and the ready list it comes from; `url-invalid` when the address is none. */
  test(page: { url?: string | undefined; title?: string | undefined }): BlockVerdict;
  /** Throws `blocked`, with the pattern, when any of a page's addresses or titles fits one. */
  requireAllowed(urls: readonly string[], titles?: readonly string[]): void;
  /** What was put in, and the lists that come with the product. */
  list(): Promise<BlockList>;
  /** Keeps out what fits from now on: a site, words, or with `list:NAME` all of a ready list. What is kept already stays, and is counted. Throws `bad-input`. */
  block(request: { pattern: string; description?: string | undefined }): Promise<BlockAnswer>;
  /** Throws `not-found` where the list has no such pattern. */
  unblock(pattern: string): Promise<UnblockAnswer>;
}

/** Reads the patterns kept in the store; they are laid out at the first question, and anew at the first after a change. */
export async function openBlocklist(store: Store, now: () => number): Promise<Blocklist> {
  const kept = await listBlockedPatterns(store);
  const patterns = new Set(kept.map(({ pattern }) => pattern));
  let laidOut: MatchPage | null = null;
  const reasonFor = (urls: readonly string[], titles: readonly string[]): BlockReason | null => {
    laidOut ??= matchPages([...patterns]);
    return laidOut(urls.flatMap(spellings), titles);
  };

  return {
    test({ url, title }) {
      const address = url === undefined ? null : requireWebAddress(url);
      const reason = reasonFor(url === undefined ? [] : [url], title === undefined ? [] : [title]);
      return {
        url: address,
        blocked: reason !== null,
        pattern: reason?.pattern ?? null,
        list: reason?.list ?? null,
      };
    },
    requireAllowed(urls, titles = []) {
      for (const url of urls) {
        const reason = reasonFor([url], titles);
        if (reason !== null) throw blocked(reason, url);
      }
    },
    list: () => listAll(store),
    async block(request) {
      const pattern = canonicalEntry(request.pattern);
      const { added, description } = await addBlockedPattern(store, {
        pattern,
        description: request.description?.trim() || null,
        created_at: now(),
      });
      patterns.add(pattern);
      laidOut = null;
      return { pattern, description, added, kept_pages: await countKept(store, pattern) };
    },
    async unblock(typed) {
      // As the list shows it, or as a person would type it again.
      const isListed = await removeBlockedPattern(store, typed);
      const pattern = isListed ? typed : canonicalEntry(typed);
      if (!isListed && !(await removeBlockedPattern(store, pattern))) throw unknown(pattern);
      patterns.delete(pattern);
      laidOut = null;
      return { pattern, removed: true };
    },
  };
}

async function listAll(store: Store): Promise<BlockList> {
  const listed = await listBlockedPatterns(store);
  const blocked_domains = listed.map(({ created_at, ...rest }) => ({
    ...rest,
    created_at: new Date(created_at).toISOString(),
  }));
  const lists = readyLists().map(({ name, title, hosts }) => ({
    name,
    title,
    hosts: hosts.length,
    enabled: listed.some(({ pattern }) => pattern === patternOfList(name)),
  }));
  return { blocked_domains, count: blocked_domains.length, lists };
}

/** As it was asked for and as it would be kept: a pattern may name a parameter that the kept address drops. */
function spellings(url: string): string[] {
  const kept = canonicalUrl(url);
  return kept === null || kept === url ? [url] : [url, kept];
}

async function countKept(store: Store, pattern: string): Promise<number> {
  const fits = matchPages([pattern]);
  const pages = await listPageNames(store, siteOf(pattern));
  let count = 0;
  for (const [at, { url, title }] of pages.entries()) {
    if (fits([url], [title]) !== null) count += 1;
    // Words and lists are compared with every page: others get their turn in between.
    if (at % PAGES_AT_ONCE === PAGES_AT_ONCE - 1) await setImmediate();
  }
  return count;
}

function blocked({ pattern, list }: BlockReason, url: string): Failure {
  const title = list === null ? undefined : listOf(patternOfList(list))?.title;
  const named = title === undefined ? pattern : `${pattern}, on the list “${title}”`;
  return new Failure('blocked', `You blocked this site (${named}), so nothing of it is kept.`, {
    details: { pattern, url, ...(list !== null && { list }) },
  });
}

function unknown(pattern: string): Failure {
  return new Failure('not-found', `The list of blocked sites has no ${pattern}.`, { details: { pattern } });
}
