import { Icon } from './icon.tsx';
import { Key } from './key.tsx';

/** The empty memory: what the product does, and the one thing to do first. */
export function FirstTime({ onRemember }: { onRemember: () => void }) {
  return (
    <section class="say">
      <div>
        <h1>Remember your first page</h1>
        <p>Save any page, then find it later by what it said, even if you forget the words.</p>
      </div>
      <button type="button" class="btn btn-main btn-big" onClick={onRemember}>
        <Icon name="keep" size="large" />
        Remember this page <Key press="Ctrl+Enter" />
      </button>
      <p>Nothing is saved until you ask, and nothing leaves this computer.</p>
    </section>
  );
}
