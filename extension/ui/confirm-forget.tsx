import { Confirm } from './confirm.tsx';
import type { NamedPage } from './named-page.ts';

export interface ConfirmForgetProps {
  readonly page: NamedPage;
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

/** Asks before a page is forgotten. */
export function ConfirmForget({ page, onKeep, onForget }: ConfirmForgetProps) {
  return (
    <Confirm
      title="Forget 1 page?"
      sentence="This deletes the saved text, its passages and your note from this computer. You can undo it for 10 seconds."
      pages={[page]}
      keep="Keep it"
      remove="Forget 1 page"
      onKeep={onKeep}
      onRemove={onForget}
    />
  );
}
