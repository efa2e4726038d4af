import { Icon } from '../icon.tsx';

/** Stands where the list will be. */
export function ListSkeleton() {
  return (
    <div class="rows-sk" aria-hidden="true">
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} class="hit">
          <div class="sk sk-title" />
          <div class="sk" />
          <div class="sk sk-meta" />
        </div>
      ))}
    </div>
  );
}

/** Nothing is kept yet. */
export function FirstPage() {
  return (
    <section class="say">
      <div>
        <h2>Remember your first page</h2>
        <p>Save any page, then find it later by what it said, even if you forget the words.</p>
      </div>
    </section>
  );
}

/** The filters leave nothing over. */
export function NoneMatch({ onClear }: { onClear: () => void }) {
  return (
    <section class="say">
      <div role="status">
        <h2>No pages match these filters.</h2>
      </div>
      <button type="button" class="btn btn-main" onClick={onClear}>
        Clear filters
      </button>
    </section>
  );
}

/** The app did not give the list. */
export function ListRefused({ sentence, onAgain }: { sentence: string; onAgain: () => void }) {
  return (
    <div class="notice-row row-x wrap">
      <div class="notice notice-bad grow" role="alert">
        <Icon name="warn" />
        <span>{sentence}</span>
      </div>
      <button type="button" class="btn" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}
