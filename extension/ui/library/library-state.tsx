import { appMark } from '../app-mark.ts';
import { Icon } from '../icon.tsx';
import type { AppState } from '../../messages.ts';

export interface LibraryStateProps {
  readonly app: AppState;
  readonly now: Date;
  /** Null where there are none. */
  readonly openOptions: (() => void) | null;
  /** Null where the connection is not this page's own. */
  readonly disconnect: (() => void) | null;
}

/** The app's state in a dot and words, and the doors to other screens. */
export function LibraryState({ app, now, openOptions, disconnect }: LibraryStateProps) {
  const { dot, word, facts } = appMark(app, false, now);
  return (
    <footer class="lib-state">
      <span class="state">
        <span class={dot === 'good' ? 'dot' : `dot dot-${dot}`} />
        {[word, ...facts.slice(1)].join(' · ')}
      </span>
      {disconnect !== null && app.paired && (
        <button type="button" class="btn btn-s btn-quiet" onClick={disconnect}>
          Disconnect
        </button>
      )}
      {openOptions !== null && (
        <button type="button" class="ibtn" aria-label="Options" onClick={openOptions}>
          <Icon name="gear" />
        </button>
      )}
    </footer>
  );
}
