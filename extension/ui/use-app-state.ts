import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AppState } from '../messages.ts';
import type { Ask } from './ask.ts';

/** Milliseconds between two looks while the app is starting or away. */
const LOOK_AGAIN_MS = 2_000;

/** The app's state, null until first known; looked at again until the app is ready, and whenever `look` is called. */
export function useAppState(ask: Ask): { app: AppState | null; look: () => void } {
  const [app, setApp] = useState<AppState | null>(null);
  const [round, setRound] = useState(0);
  const unsettled = app !== null && app.paired && !app.ready;

  useEffect(() => {
    let here = true;
    const look = async () => {
      const state = await ask('app-state', {}).catch(() => null);
      if (here && state !== null) setApp(state);
    };
    void look();
    const again = unsettled ? setInterval(() => void look(), LOOK_AGAIN_MS) : undefined;
    return () => {
      here = false;
      clearInterval(again);
    };
  }, [ask, round, unsettled]);

  const look = useCallback(() => setRound((rounds) => rounds + 1), []);
  return { app, look };
}
