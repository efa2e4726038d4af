import { useState } from 'preact/hooks';
import { askApp } from '../ask-app.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { Confirm } from '../confirm.tsx';
import { sayCount } from '../say-count.ts';
import type { Ask } from '../ask.ts';

export interface ClearSessionProps {
  readonly ask: Ask;
  /** The pages listed as kept for a session. */
  readonly pages: readonly ListedPage[];
  readonly onClose: () => void;
  readonly onCleared: (words: string) => void;
}

/** Asks before everything that was kept for a session is forgotten. */
export function ClearSession({ ask, pages, onClose, onCleared }: ClearSessionProps) {
  const [busy, setBusy] = useState(false);
  const clear = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await askApp(ask, 'clearTemp', { all: true });
    onCleared('refused' in answer ? answer.sentence : `Forgot ${sayCount(answer.removed_count, 'page')}.`);
  };
  const going = pages.filter(({ pinned }) => pinned !== true);
  const count = sayCount(going.length, 'page');
  return (
    <Confirm
      title={`Forget ${count} of this session?`}
      sentence="This deletes what was saved for this session from this computer. Pinned pages stay. You can’t undo it."
      pages={going}
      keep={going.length === 1 ? 'Keep it' : 'Keep them'}
      remove={`Forget ${count}`}
      onKeep={onClose}
      onRemove={() => void clear()}
    />
  );
}
