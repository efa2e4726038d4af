import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** Milliseconds a toast stays, unless it is pointed at or focused. */
const STAY_MS = 8_000;
/** As long as what was forgotten can be taken back. */
const UNDO_MS = 10_000;

export interface ToastProps {
  readonly words: string | null;
  readonly onDismiss: () => void;
  /** Takes back what the words say was done. */
  readonly onUndo?: (() => void) | undefined;
}

/** Says that something was done; its live region stays in the page so that the words are announced. */
export function Toast({ words, onDismiss, onUndo }: ToastProps) {
  const [held, setHeld] = useState(false);
  // What can no longer be taken back is not offered, however long it is pointed at.
  const undoable = onUndo !== undefined;
  const stays = held && !undoable;
  useEffect(() => {
    if (words === null || stays) return undefined;
    const stay = setTimeout(onDismiss, undoable ? UNDO_MS : STAY_MS);
    return () => clearTimeout(stay);
  }, [words, stays, undoable, onDismiss]);
  return (
    <div role="status">
      {words !== null && (
        <div
          class="toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusIn={() => setHeld(true)}
          onFocusOut={() => setHeld(false)}
        >
          <span>{words}</span>
          {undoable && (
            <button type="button" class="btn btn-s" onClick={onUndo}>
              Undo
            </button>
          )}
          <button type="button" class="ibtn ibtn-s" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="x" />
          </button>
        </div>
      )}
    </div>
  );
}
