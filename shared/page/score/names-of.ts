import type { PageElement } from '../page-element.ts';

/** What an element is named by, and the sign that keeps the whole names of each apart. */
const SOURCES = [
  ['class', '.'],
  ['id', '#'],
  ['role', '@'],
  ['itemprop', '!'],
] as const;
const MAX_NAMES = 12;

const cache = new Map<string, readonly string[]>();
const MAX_CACHED = 20_000;

/** The names an element bears in its class, id, role and item property, whole and cut into words; digits are 0. */
export function namesOf(element: PageElement): readonly string[] {
  const sources = SOURCES.map(([attribute]) => element.attribute(attribute) ?? '');
  const key = sources.join('\n');
  if (key === '\n\n\n') return [];
  let names = cache.get(key);
  if (names === undefined) {
    names = readNames(sources);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(key, names);
  }
  return names;
}

function readNames(sources: readonly string[]): string[] {
  const names = new Set<string>();
  for (const [i, source] of sources.entries())
    for (const name of source.slice(0, 300).trim().split(/\s+/).slice(0, MAX_NAMES)) {
      if (name === '') continue;
      names.add((SOURCES[i]?.[1] ?? '') + name.toLowerCase().replace(/\d+/g, '0').slice(0, 32));
      const words = name
        .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
        .toLowerCase()
        .split(/[^\p{L}]+/u);
      for (const word of words) if (word.length >= 3 && word.length <= 20) names.add(word);
    }
  return [...names];
}
