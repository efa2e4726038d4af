import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { TagEditor } from './tag-editor.tsx';
import type { Ask } from './ask.ts';
import type { TaggedPage } from './tag-editor.tsx';

/** Opens the tag editor over a screen, which shows `layer` last; `onSaved` runs after tags were changed. */
export function useTagEditor(
  ask: Ask,
  onSaved: () => void,
): { edit: (page: TaggedPage) => void; layer: ComponentChildren } {
  const [page, setPage] = useState<TaggedPage | null>(null);
  const close = () => setPage(null);
  const saved = () => {
    close();
    onSaved();
  };
  const layer = page !== null && <TagEditor ask={ask} page={page} onClose={close} onSaved={saved} />;
  return { edit: setPage, layer };
}
