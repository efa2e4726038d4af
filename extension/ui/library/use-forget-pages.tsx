import { useState } from 'preact/hooks';
import { Toast } from '../toast.tsx';
import { useUndo } from '../use-undo.ts';
import type { Ask } from '../ask.ts';
import type { NamedPage } from '../named-page.ts';
import type { Forgetting } from '../use-forgetting.tsx';
import { forgetPages } from './change-pages.ts';
import { ForgetPages } from './forget-pages.tsx';

/** As everywhere, and of many pages at once; `after` runs once all that could be forgotten is gone. */
export interface ForgettingPages extends Forgetting {
  readonly forgetAll: (pages: readonly NamedPage[], after?: () => void) => void;
}

/** Forgetting in the library: every page named before, every receipt named after. `afterAny` runs after each forgetting. */
export function useForgetPages(ask: Ask, afterAny: () => void): ForgettingPages {
  const [asked, setAsked] = useState<{
    pages: readonly NamedPage[];
    after?: (() => void) | undefined;
  } | null>(null);
  const said = useUndo(ask, afterAny);

  const forget = async (pages: readonly NamedPage[], after?: () => void) => {
    setAsked(null);
    if (pages.length > 1) said.say('Forgetting…');
    const changed = await forgetPages(ask, pages);
    said.say(changed.words, changed.jobs);
    if (changed.done === 0) return;
    after?.();
    afterAny();
  };
  const forgetAll = (pages: readonly NamedPage[], after?: () => void) => setAsked({ pages, after });
  return {
    forgetAll,
    forget: (page, after) => forgetAll([page], after),
    undo: (page) => void forget([page]),
    say: said.say,
    layer: (
      <>
        <Toast words={said.words} onDismiss={said.dismiss} onUndo={said.undo} />
        {asked !== null && (
          <ForgetPages
            pages={asked.pages}
            onKeep={() => setAsked(null)}
            onForget={() => void forget(asked.pages, asked.after)}
          />
        )}
      </>
    ),
  };
}
