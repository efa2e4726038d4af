import type { BlockPattern } from './block-pattern.ts';
import { comparablePath, comparableText } from './comparable-path.ts';
import { fitsPieces } from './fits-pieces.ts';

/** The pattern that an address fits, null when it fits none or is no address. */
export type MatchAddress = (url: string) => BlockPattern | null;

/** A tree of the names' labels from the right, so that a host costs one step a label however many patterns there are. */
interface Label {
  readonly below: Map<string, Label>;
  readonly patterns: BlockPattern[];
}

/** Lays patterns out once, to be compared with many addresses. */
export function matchPatterns(patterns: readonly BlockPattern[]): MatchAddress {
  const root = newLabel();
  for (const pattern of patterns) {
    let label = root;
    for (const name of labelsOf(pattern.host)) {
      const next = label.below.get(name) ?? newLabel();
      label.below.set(name, next);
      label = next;
    }
    label.patterns.push(pattern);
  }
  return (address) => {
    const url = URL.parse(address);
    return url === null ? null : matchUrl(root, url);
  };
}

function matchUrl(root: Label, url: URL): BlockPattern | null {
  const labels = labelsOf(url.hostname);
  const path = comparablePath(url.pathname);
  const withQuery = `${path}?${comparableText(url.search.slice(1))}`;
  let label: Label | undefined = root;
  for (const [at, name] of labels.entries()) {
    label = label.below.get(name);
    if (label === undefined) return null;
    const left = labels.length - at - 1;
    // `www.` before a name that has a dot stands for the name.
    const isSite = left === 0 || (left === 1 && at > 0 && labels.at(-1) === 'www');
    const found = label.patterns.find(
      (pattern) =>
        (pattern.below || isSite) &&
        (pattern.port === null || pattern.port === url.port) &&
        fitsPath(pattern, path, withQuery),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function fitsPath({ path }: BlockPattern, folder: string, withQuery: string): boolean {
  if (path === null) return true;
  const asksQuery = path.some((piece) => piece.includes('?'));
  return fitsPieces(path, asksQuery ? withQuery : folder);
}

function newLabel(): Label {
  return { below: new Map(), patterns: [] };
}

/** From the right; the dots that end an absolute name say nothing. */
function labelsOf(host: string): string[] {
  const labels = host.split('.').toReversed();
  return labels.slice(labels.findIndex((label) => label !== ''));
}
