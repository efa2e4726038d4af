import { tagKey } from '../../shared/contract/tag-key.ts';
import { LIMITS } from '../../shared/contract/limits.ts';

/** Adds tags to a page's; the same tag in another case or form is not added again. */
export function addTags(tags: readonly string[], added: readonly string[]): string[] {
  const byKey = new Map(tags.map((tag) => [tagKey(tag), tag]));
  for (const one of added) {
    const tag = one.trim().toWellFormed().slice(0, LIMITS.tagCharacters);
    if (tag !== '' && !byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  }
  return [...byKey.values()].slice(0, LIMITS.tagsPerPage);
}
