import { Icon } from '../icon.tsx';
import { sayCount } from '../say-count.ts';
import type { ChosenPages } from './use-chosen-pages.ts';

export interface BulkBarProps {
  readonly chosen: ChosenPages;
  /** Pages in the list as far as it is loaded. */
  readonly listed: number;
  readonly onTag: () => void;
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

/** What can be done with the selected pages. */
export function BulkBar({ chosen, listed, onTag, onKeep, onForget }: BulkBarProps) {
  return (
    <div class="list-h bulk" role="toolbar" aria-label="Selected pages">
      <label class="check">
        <input type="checkbox" checked aria-label="Select none" onChange={chosen.clear} />
      </label>
      <b role="status">{chosen.pages.length.toLocaleString('en-GB')} selected</b>
      <button type="button" class="btn btn-s" onClick={onTag}>
        <Icon name="tag" size="small" />
        Add tag
      </button>
      <button type="button" class="btn btn-s" onClick={onKeep}>
        <Icon name="clock" size="small" />
        Change keep time
      </button>
      <button type="button" class="btn btn-s btn-bad" onClick={onForget}>
        <Icon name="trash" size="small" />
        Forget…
      </button>
      <span class="grow" />
      {chosen.pages.length < listed && (
        <button type="button" class="btn btn-link" onClick={chosen.chooseAll}>
          Select all {sayCount(listed, 'page')} shown
        </button>
      )}
    </div>
  );
}
