import { KeyList } from './key-list.tsx';
import { Modal } from './modal.tsx';

const ROWS: readonly (readonly [press: string, does: string])[] = [
  ['Down', 'To the results, and along them'],
  ['Up', 'Back, and from the first to the search'],
  ['Home', 'First result'],
  ['End', 'Last result'],
  ['Enter', 'Open at the sentence'],
  ['Shift+Enter', 'Open the saved copy'],
  ['Ctrl+Enter', 'On a result: open in a new tab behind this one'],
  ['#', 'Edit the tags of this page'],
  ['Delete', 'Forget this page (always asks)'],
  ['Alt+1', 'Look in text'],
  ['Alt+2', 'Look in code'],
  ['Alt+3', 'Look in images'],
  ['/', 'To the search'],
  ['Esc', 'Clear the search, then close'],
];

/** Every key of the search. */
export function AllKeys({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="All keys" onClose={onClose}>
      <KeyList rows={ROWS} />
      <div class="row-x dialog-do">
        <button type="button" class="btn" autofocus onClick={onClose}>
          Close
        </button>
      </div>
    </Modal>
  );
}
