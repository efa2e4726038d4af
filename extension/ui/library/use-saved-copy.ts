import { useEffect, useState } from 'preact/hooks';
import type { ListedPage } from '../../../shared/contract/page.ts';
import type { RefusedMessage } from '../../messages.ts';
import { askApp } from '../ask-app.ts';
import type { Ask } from '../ask.ts';

/** A kept page and its article as Markdown. */
export interface SavedCopy {
  readonly page: ListedPage;
  readonly markdown: string;
}

/** Reads a saved copy; null while it is on its way. */
export function useSavedCopy(ask: Ask, pageId: number): SavedCopy | RefusedMessage | null {
  const [copy, setCopy] = useState<SavedCopy | RefusedMessage | null>(null);
  useEffect(() => {
    let newest = true;
    setCopy(null);
    void (async () => {
      const [page, markdown] = await Promise.all([
        askApp(ask, 'page', { id: pageId }),
        askApp(ask, 'markdown', { id: pageId }),
      ]);
      if (!newest) return;
      if ('refused' in page) setCopy(page);
      else if (typeof markdown === 'object') setCopy(markdown);
      else setCopy({ page, markdown });
    })();
    return () => {
      newest = false;
    };
  }, [ask, pageId]);
  return copy;
}
