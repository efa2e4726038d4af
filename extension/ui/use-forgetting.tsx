import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { ConfirmForget } from './confirm-forget.tsx';
import { LOST_ANSWER } from './lost-answer.ts';
import { Toast } from './toast.tsx';
import { sayCount } from './say-count.ts';
import { useUndo } from './use-undo.ts';
import type { Ask } from './ask.ts';
import type { NamedPage } from './named-page.ts';

export interface Forgetting {
  /** Asks, then forgets. `after` runs once the page is gone. */
  readonly forget: (page: NamedPage, after?: () => void) => void;
  /** Forgets at once. */
  readonly undo: (page: NamedPage) => void;
  /** Says one sentence in passing. */
  readonly say: (words: string) => void;
  /** The confirm and the toast; a screen shows it last. */
  readonly layer: ComponentChildren;
}

/** Forgetting pages, with its question before and its words after; `afterAny` runs after each page that is gone. */
export function useForgetting(ask: Ask, afterAny: () => void): Forgetting {
  const [asked, setAsked] = useState<{ page: NamedPage; after?: (() => void) | undefined } | null>(null);
  const said = useUndo(ask, afterAny);

  const forget = async (page: NamedPage, after?: () => void) => {
    setAsked(null);
    const answer = await ask('forget', { url: page.url }).catch(() => LOST_ANSWER);
    if ('refused' in answer) return said.say(answer.sentence);
    said.say(`Forgot ${sayCount(answer.forgotten, 'page')}.`, answer.job_id === null ? [] : [answer.job_id]);
    after?.();
    return afterAny();
  };
  return {
    forget: (page, after) => setAsked({ page, after }),
    undo: (page) => void forget(page),
    say: said.say,
    layer: (
      <>
        <Toast words={said.words} onDismiss={said.dismiss} onUndo={said.undo} />
        {asked !== null && (
          <ConfirmForget
            page={asked.page}
            onKeep={() => setAsked(null)}
            onForget={() => void forget(asked.page, asked.after)}
          />
        )}
      </>
    ),
  };
}
