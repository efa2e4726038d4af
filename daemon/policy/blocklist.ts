import type { BlockAnswer, BlockList, BlockVerdict, UnblockAnswer } from '../../shared/contract/blocklist.ts';
import { canonicalUrl, domainOf } from '../../shared/page/canonical-url.ts';
import { Failure } from '../failure.ts';
import { requireWebAddress } from '../security/require-web-address.ts';
import { addBlockedPattern, listBlockedPatterns, removeBlockedPattern } from '../store/blocked-patterns.ts';
import { listPageUrls } from '../store/list-page-urls.ts';
import type { Store } from '../store/open-store.ts';
import { canonicalPattern, readPattern } from './block-pattern.ts';
import { matchPatterns } from './match-patterns.ts';
import type { MatchAddress } from './match-patterns.ts';

/** What must not be kept. */
export interface Blocklist {
  /** The pattern that keeps out an address that somebody asks about, in any of its spellings; `url-invalid` when it is none. */
  test(url: string): BlockVerdict;
  /** Throws `blocked`, with the pattern, when any of a page's addresses fits one. */
  requireAllowed(urls: readonly string[]): void;
  list(): Promise<BlockList>;
  /** Keeps out what fits from now on; what is kept already stays, and is counted. Throws `bad-input`. */
  block(request: { pattern: string; description?: string | undefined }): Promise<BlockAnswer>;
  /** Throws `not-found` where the list has no such pattern. */
  unblock(pattern: string): Promise<UnblockAnswer>;
}

/** Reads the patterns kept in the store; they are laid out at the first question, and anew at the first after a change. */
export async function openBlocklist(store: Store, now: () => number): Promise<Blocklist> {
  const kept = await listBlockedPatterns(store);
  const patterns = new Map(kept.map(({ pattern }) => [pattern, readPattern(pattern)]));
  let laidOut: MatchAddress | null = null;
  const match: MatchAddress = (url) => (laidOut ??= matchPatterns([...patterns.values()]))(url);
  /** As it was asked for and as it would be kept: a pattern may name a parameter that the kept address drops. */
  const patternOf = (url: string): string | null => match(url) ?? match(canonicalUrl(url) ?? url);

  return {
    test(url) {
      const address = requireWebAddress(url);
      const pattern = patternOf(url);
      return { url: address, blocked: pattern !== null, pattern };
    },
    requireAllowed(urls) {
      for (const url of urls) {
        const pattern = patternOf(url);
        if (pattern !== null) throw blocked(pattern, url);
      }
    },
    async list() {
      const listed = await listBlockedPatterns(store);
      const blocked_domains = listed.map(({ created_at, ...rest }) => ({
        ...rest,
        created_at: new Date(created_at).toISOString(),
      }));
      return { blocked_domains, count: blocked_domains.length };
    },
    async block(request) {
      const pattern = canonicalPattern(request.pattern);
      const { added, description } = await addBlockedPattern(store, {
        pattern,
        description: request.description?.trim() || null,
        created_at: now(),
      });
      patterns.set(pattern, readPattern(pattern));
      laidOut = null;
      return { pattern, description, added, kept_pages: await countKept(store, pattern) };
    },
    async unblock(typed) {
      // As the list shows it, or as a person would type it again.
      const isListed = await removeBlockedPattern(store, typed);
      const pattern = isListed ? typed : canonicalPattern(typed);
      if (!isListed && !(await removeBlockedPattern(store, pattern))) throw unknown(pattern);
      patterns.delete(pattern);
      laidOut = null;
      return { pattern, removed: true };
    },
  };
}

async function countKept(store: Store, pattern: string): Promise<number> {
  const one = readPattern(pattern);
  const fits = matchPatterns([one]);
  const urls = await listPageUrls(store, domainOf(`http://${one.host}/`));
  return urls.filter((url) => fits(url) !== null).length;
}

function blocked(pattern: string, url: string): Failure {
  return new Failure('blocked', `You blocked this site (${pattern}), so nothing of it is kept.`, {
    details: { pattern, url },
  });
}

function unknown(pattern: string): Failure {
  return new Failure('not-found', `The list of blocked sites has no ${pattern}.`, { details: { pattern } });
}
