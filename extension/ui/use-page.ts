import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AppState, PageState } from '../messages.ts';
import { LOST_ANSWER } from './lost-answer.ts';
import type { Ask } from './ask.ts';
import type { RememberChoice } from './remember-choice.ts';

/** Milliseconds between two looks while a page is being remembered. */
const LOOK_AGAIN_MS = 400;

const FAILED: PageState = { kind: 'failed', title: '', ...LOST_ANSWER };

export interface OpenPage {
  /** Null until first known. */
  readonly state: PageState | null;
  readonly remember: (choice: RememberChoice) => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly look: () => Promise<void>;
}

function titleOf(state: PageState | null): string {
  if (state === null) return '';
  if ('page' in state && state.page !== null) return state.page.title;
  return 'title' in state ? state.title : '';
}

interface Seen {
  readonly state: PageState | null;
  /** Our own request is on its way: an answer given before it arrived knows nothing of it yet. */
  readonly asking: boolean;
}

/** The page in the tab: what is known of it, and what can be done with it. */
export function usePage(ask: Ask, tabId: number, app: AppState | null): OpenPage {
  const [{ state }, setSeen] = useState<Seen>({ state: null, asking: false });

  const look = useCallback(async () => {
    const found = await ask('page-state', { tab_id: tabId }).catch(() => FAILED);
    setSeen(({ state: before, asking }) =>
      asking && found.kind !== 'working' ? { state: before, asking } : { state: found, asking },
    );
  }, [ask, tabId]);
  const remember = async (choice: RememberChoice) => {
    setSeen({ state: { kind: 'working', title: titleOf(state), step: 'reading' }, asking: true });
    const done = await ask('remember', { tab_id: tabId, ...choice }).catch(() => FAILED);
    setSeen({ state: done, asking: false });
  };
  const cancel = async () => {
    const found = await ask('cancel-remember', { tab_id: tabId }).catch(() => FAILED);
    setSeen({ state: found, asking: false });
  };

  const reachable = app !== null && app.paired && app.running;
  useEffect(() => void look(), [look, reachable]);

  const working = state?.kind === 'working';
  useEffect(() => {
    if (!working) return undefined;
    const again = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(again);
  }, [working, look]);

  return { state, remember, cancel, look };
}
