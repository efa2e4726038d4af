import { Key } from './key.tsx';

/** The keys that matter on the results, as far as they fit, for those who look; `All keys` is a button for everyone. */
export function KeyHints({ onAll }: { onAll: () => void }) {
  return (
    <div class="p-keys">
      <div class="hints" aria-hidden="true">
        <span>
          <Key press="Up" />
          <Key press="Down" /> Move
        </span>
        <span>
          <Key press="Enter" /> Open
        </span>
        <span>
          <Key press="#" /> Tag
        </span>
        <span>
          <Key press="Alt" />
          <Key press="1–3" /> Look in
        </span>
      </div>
      <button type="button" class="btn btn-s btn-quiet" onClick={onAll}>
        <Key press="?" /> All keys
      </button>
    </div>
  );
}
