import { KeyList } from '../key-list.tsx';
import { Modal } from '../modal.tsx';

const ROWS: readonly (readonly [press: string, does: string])[] = [
  ['J', 'Next page'],
  ['K', 'Page before'],
  ['Enter', 'Open the saved copy'],
  ['X', 'Select this page'],
  ['Shift+X', 'Select all up to this page'],
  ['#', 'Edit tags'],
  ['Delete', 'Forget this page (always asks)'],
  ['/', 'To the search'],
  ['?', 'All keys'],
];

export interface LibraryKeysProps {
  readonly on: boolean;
  readonly onTurn: (on: boolean) => void;
  readonly onClose: () => void;
}

/** Every key of the list, and a way to turn the single ones off (WCAG 2.1.4). */
export function LibraryKeys({ on, onTurn, onClose }: LibraryKeysProps) {
  return (
    <Modal title="All keys" onClose={onClose}>
      <KeyList rows={ROWS} />
      <label class="row-x">
        <span class="check">
          <input type="checkbox" checked={on} onChange={() => onTurn(!on)} />
        </span>
        Use these keys
      </label>
      <div class="row-x dialog-do">
        <button type="button" class="btn" autofocus onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
