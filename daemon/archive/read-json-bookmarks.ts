import type { ImportedAddress } from '../../shared/contract/archive.ts';

type Json = Readonly<Record<string, unknown>>;

/** Deeper than any folders of bookmarks lie in each other. */
const DEEPEST = 60;

/**
 * The links in an export of Karakeep or Linkwarden, in the bookmarks of Chromium and Firefox, or in any JSON whose objects
 * have a `url`: wherever they stand, with title, tags and note by the names these programs give them.
 */
export function readJsonBookmarks(text: string): ImportedAddress[] {
  const found: ImportedAddress[] = [];
  try {
    walk(JSON.parse(text), found, 0);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return found;
}

function walk(value: unknown, found: ImportedAddress[], depth: number): void {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) walk(one, found, depth + 1);
    return;
  }
  const object = value as Json;
  const url = addressOf(object);
  if (url === null) for (const one of Object.values(object)) walk(one, found, depth + 1);
  else found.push({ url, title: titleOf(object), tags: tagsOf(object), note: noteOf(object) });
}

/** Karakeep keeps the address one step further in. */
function addressOf(object: Json): string | null {
  const { content } = object;
  const inner = typeof content === 'object' && content !== null ? (content as Json)['url'] : undefined;
  return [object['url'], object['uri'], inner].map(asText).find((url) => /^https?:/i.test(url)) ?? null;
}

function titleOf(object: Json): string {
  return [object['title'], object['name']].map(asText).find((title) => title !== '') ?? '';
}

function noteOf(object: Json): string | null {
  return [object['note'], object['description']].map(asText).find((note) => note !== '') ?? null;
}

function tagsOf({ tags }: Json): string[] {
  if (typeof tags === 'string')
    return tags
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '');
  if (!Array.isArray(tags)) return [];
  return tags
    .map((tag: unknown) => asText(typeof tag === 'object' && tag !== null ? (tag as Json)['name'] : tag))
    .filter((tag) => tag !== '');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
