import { tagKey } from '../../shared/contract/fields.ts';
import { LIMITS } from '../../shared/contract/limits.ts';

/** Adds what was typed (comma-separated) to a page's tags; the same tag in another case or form is not added again. */
export function addTags(tags: readonly string[], typed: string): string[] {
  const byKey = new Map(tags.map((tag) => [tagKey(tag), tag]));
  for (const part of typed.split(',')) {
    const tag = part.trim().toWellFormed().slice(0, LIMITS.tagCharacters);
    if (tag !== '' && !byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  }
  return [...byKey.values()].slice(0, LIMITS.tagsPerPage);
}
