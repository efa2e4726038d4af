import type { FoundPassage } from '../../shared/contract/passage.ts';

/** Whether the question itself would not have brought this page. */
export function byTagsOnly({ matched_by }: FoundPassage): boolean {
  return matched_by.includes('tags');
}
