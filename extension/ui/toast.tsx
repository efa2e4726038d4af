import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** Milliseconds a toast stays, unless it is pointed at or focused. */
const STAY_MS = 8_000;

/** Says that something was done; its live region stays in the page so that the words are announced. */
export function Toast({ words, onDismiss }: { words: string | null; onDismiss: () => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (words === null || held) return undefined;
    const stay = setTimeout(onDismiss, STAY_MS);
    return () => clearTimeout(stay);
  }, [words, held, onDismiss]);
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
          <button type="button" class="ibtn ibtn-s" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="x" />
          </button>
        </div>
      )}
    </div>
  );
}
