import { sliceWhole } from './slice-whole.ts';

/** Addresses, handles, numbers, and what a template says where the name belongs. */
const NO_NAME =
  /^(?:https?:|@|[\d\s]+$|(?:the )?(?:author|admin|administrator|editor|user|guest|anonymous)$)/i;
const MAX_CHARACTERS = 2_000;

/** The name without what introduces it; null for what is no name. */
export function cleanAuthor(author: string | null): string | null {
  const name =
    author?.replace(/^(?:(?:written by|by|von|par|por|da|door)(?:[\s:]+|$)|[\s,|]+)+/i, '').trim() ?? '';
  return name === '' || NO_NAME.test(name) ? null : sliceWhole(name, 0, MAX_CHARACTERS);
}
