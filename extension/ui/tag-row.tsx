import { Icon } from './icon.tsx';
import type { DiscoveredTag } from '../../shared/contract/target.ts';

/** Tags named; the others only helped. */
const NAMED = 2;

export interface TagRowProps {
  /** The heaviest first. */
  readonly tags: readonly DiscoveredTag[];
  /** Pages that only tags bring. */
  readonly more: number;
  /** Whether they are shown. */
  readonly on: boolean;
  readonly onTurn: (on: boolean) => void;
}

/** Says that the following pages were found only through tags, and turns that off and on. */
export function TagRow({ tags, more, on, onTurn }: TagRowProps) {
  return (
    <div class="widen" role="note">
      <Icon name="widen" />
      <span>{on ? 'Expanded by tags:' : 'Not expanded by tags:'}</span>
      {on &&
        tags.slice(0, NAMED).map(({ tag }) => (
          <bdi key={tag} class="tag clip1">
            {tag}
          </bdi>
        ))}
      <span class="muted num">
        {more} more<span class="vh"> {more === 1 ? 'page' : 'pages'}</span>
      </span>
      <button type="button" class="btn btn-link end" onClick={() => onTurn(!on)}>
        {on ? 'Turn off' : 'Turn on'}
        <span class="vh"> expanding by tags</span>
      </button>
    </div>
  );
}
