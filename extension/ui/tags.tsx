import type { ComponentChildren } from 'preact';
import { sayCount } from './say-count.ts';

/** Tags shown of a page; a page may have 100. */
const SHOWN = 6;

export interface TagsProps {
  readonly tags: readonly string[];
  /** Stands behind the last tag. */
  readonly children?: ComponentChildren;
}

/** The words on a page, as far as they fit a row or two. */
export function Tags({ tags, children }: TagsProps) {
  if (tags.length === 0 && !children) return null;
  const more = tags.length - SHOWN;
  return (
    <div class="tags">
      {tags.length > 0 && (
        <ul class="tags" aria-label="Tags">
          {tags.slice(0, SHOWN).map((tag) => (
            <li key={tag} class="tag">
              <bdi class="clip1">{tag}</bdi>
            </li>
          ))}
          {more > 0 && <li class="tag tag-more">{sayCount(more, 'more tag')}</li>}
        </ul>
      )}
      {children}
    </div>
  );
}
