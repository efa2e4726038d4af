import type { ComponentChildren } from 'preact';
import { Modal } from '../modal.tsx';

export interface ChangeDialogProps {
  readonly title: string;
  readonly action: string;
  /** What the app said against it; null while nothing was. */
  readonly refused: string | null;
  readonly busy: boolean;
  readonly unfit: boolean;
  readonly onClose: () => void;
  readonly onChange: () => void;
  readonly children: ComponentChildren;
}

/** A short form over the list: one question, one action. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, action, refused, busy, unfit, onClose, onChange, children } = props;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy && !unfit) onChange();
  };
  return (
    <Modal title={title} onClose={onClose}>
      <form class="change" onSubmit={submit}>
        {children}
        {refused !== null && (
          <p class="unfit" role="alert">
            {refused}
          </p>
        )}
        <div class="row-x dialog-do">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="btn btn-main" disabled={busy || unfit}>
            {action}
          </button>
        </div>
      </form>
    </Modal>
  );
}
