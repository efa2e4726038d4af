import { Modal } from './modal.tsx';
import { SiteMark } from './site-mark.tsx';
import { siteOf } from './site-of.ts';
import type { NamedPage } from './named-page.ts';

export interface ConfirmProps {
  readonly title: string;
  readonly sentence: string;
  readonly pages: readonly NamedPage[];
  readonly keep: string;
  readonly remove: string;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
}

/** Asks before something is lost: names the count, lists the pages, and holds the focus on the safe button. */
export function Confirm({ title, sentence, pages, keep, remove, onKeep, onRemove }: ConfirmProps) {
  return (
    <Modal title={title} alert onClose={onKeep}>
      <p id="dialog-sentence">{sentence}</p>
      {pages.length > 0 && (
        <ul>
          {pages.map((page) => (
            <li key={page.url}>
              <SiteMark site={siteOf(page.url)} />
              <bdi class="grow clip1">{page.title.trim() === '' ? page.url : page.title}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div class="row-x dialog-do">
        <button type="button" class="btn" autofocus onClick={onKeep}>
          {keep}
        </button>
        <button type="button" class="btn btn-bad-solid" onClick={onRemove}>
          {remove}
        </button>
      </div>
    </Modal>
  );
}
