import { Failure } from '../failure.ts';
import { canonicalPattern, readPattern } from './block-pattern.ts';
import type { BlockPattern } from './block-pattern.ts';
import { matchPatterns } from './match-patterns.ts';
import { listOf, namesList, patternOfList, readyLists } from './ready-lists.ts';
import { canonicalWords, foldAddress, foldWords, hasWords, readWords } from './word-pattern.ts';

/** What keeps a page out: the pattern it fits, and the ready list that this pattern comes from. */
export interface BlockReason {
  readonly pattern: string;
  readonly list: string | null;
}

/** The reason not to keep a page with one of these addresses or titles; null when there is none. */
export type MatchPage = (urls: readonly string[], titles: readonly string[]) => BlockReason | null;

/** The one spelling of a pattern of any kind: a site or part of one, words, a ready list. Throws `bad-input` with the rule that is broken. */
export function canonicalEntry(text: string): string {
  if (!namesList(text)) return canonicalWords(text) ?? canonicalPattern(text);
  const list = listOf(text);
  if (list !== null) return patternOfList(list.name);
  const names = readyLists().map(({ name }) => name);
  throw new Failure('bad-input', `There is no ready list of that name; there are ${names.join(' and ')}.`);
}

/** The host that a canonical pattern is about; null when it may fit pages of any. */
export function siteOf(entry: string): string | null {
  return isSite(entry) ? readPattern(entry).host : null;
}

function isSite(entry: string): boolean {
  return !namesList(entry) && readWords(entry) === null;
}

/** Lays canonical patterns out once, to be compared with many pages; a person's own are named before those of a list. */
export function matchPages(entries: readonly string[]): MatchPage {
  const words = entries.map(readWords).filter((pattern) => pattern !== null);
  const lists = entries.map(listOf).filter((list) => list !== null);
  const matchOwn = matchPatterns(entries.filter(isSite).map(readPattern));
  const listed = new Map<BlockPattern, string>();
  for (const { name, hosts } of lists) for (const host of hosts) listed.set(readPattern(`*.${host}`), name);
  const matchListed = matchPatterns([...listed.keys()]);

  return (urls, titles) => {
    const own = firstOf(urls, matchOwn);
    if (own !== null) return { pattern: own.pattern, list: null };
    const folded = { address: urls.map(foldAddress).join(''), title: titles.map(foldWords).join('') };
    const worded = words.find((pattern) => hasWords(pattern, folded));
    if (worded !== undefined) return { pattern: worded.pattern, list: null };
    const found = firstOf(urls, matchListed);
    return found === null ? null : { pattern: found.pattern, list: listed.get(found) ?? null };
  };
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
