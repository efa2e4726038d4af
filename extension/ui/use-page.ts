import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AppState, Attempt, PageState } from '../messages.ts';
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
  /** Tries again what failed beside remembering the page. */
  readonly retry: (attempt: Attempt) => Promise<void>;
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

/** Reads a remembered page once more, after it is shown, and looks again where that says it changed. */
function useLookForChange(ask: Ask, tabId: number, state: PageState | null, look: () => Promise<void>): void {
  const capturedAt = state?.kind === 'remembered' ? state.page.captured_at : null;
  useEffect(() => {
    if (capturedAt === null) return;
    void ask('look-for-change', { tab_id: tabId }).then(
      ({ kind }) => (kind === 'changed' ? look() : undefined),
      () => undefined,
    );
  }, [ask, tabId, capturedAt, look]);
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
  const retry = async (attempt: Attempt) => {
    const done =
      attempt.kind === 'link'
        ? ask('remember-link', { tab_id: tabId, url: attempt.url })
        : ask('never-remember', { tab_id: tabId });
    const found = await done.catch(() => FAILED);
    setSeen({ state: found, asking: false });
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

  useLookForChange(ask, tabId, state, look);

  return { state, remember, retry, cancel, look };
}
