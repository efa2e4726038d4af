import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { Tags } from './tags.tsx';
import type { ListedPage, SavedPage } from '../../shared/contract/page.ts';
import type { PageActs } from './page-acts.ts';

/** Milliseconds in which a page remembered by mistake is taken back without being asked. */
const UNDO_MS = 10_000;

export interface UndoOrForgetProps {
  readonly saved: SavedPage;
  readonly page: ListedPage | null;
  readonly acts: PageActs;
}

/** One button: Undo for 10 s after a page was first stored, Forget (which asks) from then on. */
export function UndoOrForget({ saved, page, acts }: UndoOrForgetProps) {
  const [fresh, setFresh] = useState(saved.status === 'stored');
  useEffect(() => {
    const stale = setTimeout(() => setFresh(false), UNDO_MS);
    return () => clearTimeout(stale);
  }, []);
  return (
    <>
      {page !== null && (
        <Tags tags={page.tags}>
          <button type="button" class="tag tag-add" onClick={() => acts.editTags(page)}>
            <Icon name="plus" />
            Add a tag
          </button>
        </Tags>
      )}
      <div class="row-x">
        <button type="button" class="btn" onClick={() => (fresh ? acts.undo(saved) : acts.forget(saved))}>
          {fresh ? 'Undo' : 'Forget'}
        </button>
        <button type="button" class="btn btn-quiet" onClick={() => acts.openCopy(saved.page_id)}>
          Open saved copy
        </button>
      </div>
    </>
  );
}
