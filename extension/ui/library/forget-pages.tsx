import { Icon } from '../icon.tsx';
import { Modal } from '../modal.tsx';
import { sayCount } from '../say-count.ts';
import { SiteMark } from '../site-mark.tsx';
import { siteOf } from '../site-of.ts';
import type { NamedPage } from '../named-page.ts';
import { titleOf } from './title-of.ts';

export interface ForgetPagesProps {
  readonly pages: readonly NamedPage[];
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

/** Asks before pages are forgotten, naming every one of them. */
export function ForgetPages({ pages, onKeep, onForget }: ForgetPagesProps) {
  const count = sayCount(pages.length, 'page');
  return (
    <Modal title={`Forget ${count}?`} alert onClose={onKeep}>
      <p id="dialog-sentence">
        This deletes the saved copies, passages, images and notes from this computer. You can undo it for 10
        seconds.
      </p>
      <ul class="named" tabIndex={0} aria-label="Pages to forget">
        {pages.map((page) => (
          <li key={page.url}>
            <SiteMark site={siteOf(page.url)} />
            <bdi class="grow clip1">{titleOf(page)}</bdi>
          </li>
        ))}
      </ul>
      <div class="notice">
        <Icon name="receipt" />
        <span>You’ll get a receipt: the date and the number of pages. It holds none of the content.</span>
      </div>
      <div class="row-x dialog-do">
        <button type="button" class="btn" autofocus onClick={onKeep}>
          {pages.length === 1 ? 'Keep it' : 'Keep them'}
        </button>
        <button type="button" class="btn btn-bad-solid" onClick={onForget}>
          Forget {count}
        </button>
      </div>
    </Modal>
  );
}
