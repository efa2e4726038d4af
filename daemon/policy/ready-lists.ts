import { readFileSync } from 'node:fs';

/** A list that comes with the product and is off until a person switches it on; its hosts stand for all below them too. */
export interface ReadyList {
  readonly name: string;
  readonly title: string;
  readonly hosts: readonly string[];
}

const NAMES = ['social-media', 'adult'] as const;
const BEFORE_NAME = 'list:';

const read = new Map<string, ReadyList>();

/** Every list there is. */
export function readyLists(): ReadyList[] {
  return NAMES.map(readList);
}

/** Whether a pattern is meant to stand for a list, as `list:adult` does. */
export function namesList(pattern: string): boolean {
  return pattern.trim().toLowerCase().startsWith(BEFORE_NAME);
}

/** The list that a pattern stands for; null when there is none of that name, or it is another kind of pattern. */
export function listOf(pattern: string): ReadyList | null {
  if (!namesList(pattern)) return null;
  const wanted = pattern.trim().toLowerCase().slice(BEFORE_NAME.length).trim();
  const name = NAMES.find((one) => one === wanted);
  return name === undefined ? null : readList(name);
}

/** The pattern that switches a list on. */
export function patternOfList(name: string): string {
  return BEFORE_NAME + name;
}

function readList(name: (typeof NAMES)[number]): ReadyList {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = new URL(`./ready-lists/${name}.json`, import.meta.url);
  const list: ReadyList = { name, ...JSON.parse(readFileSync(file, 'utf8')) };
  read.set(name, list);
  return list;
}
