import { Key } from './key.tsx';

/** The keys that matter on the results, for those who look; `All keys` is a button for everyone. */
export function KeyHints({ onAll }: { onAll: () => void }) {
  return (
    <div class="p-keys">
      <span aria-hidden="true">
        <Key press="Up" />
        <Key press="Down" /> Move
      </span>
      <span aria-hidden="true">
        <Key press="Enter" /> Open
      </span>
      <span aria-hidden="true">
        <Key press="Alt" />
        <Key press="1–2" /> Look in
      </span>
      <button type="button" class="btn btn-s btn-quiet end" onClick={onAll}>
        <Key press="?" /> All keys
      </button>
    </div>
  );
}
