import type { TagExpansion } from './ui/tag-expansion.ts';

const KEY = 'expand-by-tags';

/** The choice as the extension's own pages keep it: read at once, so that the first answer is drawn right. */
export const keptExpansion: TagExpansion = {
  read: () => localStorage.getItem(KEY) !== 'off',
  keep: (on) => localStorage.setItem(KEY, on ? 'on' : 'off'),
};
