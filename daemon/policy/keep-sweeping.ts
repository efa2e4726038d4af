import type { Log } from '../log.ts';
import type { ForgetTools } from './forget-page.ts';
import { sweepKept } from './sweep-kept.ts';
import type { Swept } from './sweep-kept.ts';

/** The sweep that lets go of what is over: at the start and once a day from then on. */
export interface Sweeper {
  start(): void;
  /** When the next sweep is due, in ms. */
  nextAt(): number;
  /** Sweeps at once, or joins the sweep that is under way. */
  sweep(): Promise<Swept>;
  /** Calls back with what each sweep let go of. */
  hear(swept: (gone: Swept) => void): void;
  /** Resolves when none is under way and none will come. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Makes a sweeper that waits for its start; the log hears what each sweep let go of, or why it could not. */
export function openSweeper(tools: ForgetTools, log: Pick<Log, 'info' | 'error'>): Sweeper {
  let due = tools.now();
  let timer: NodeJS.Timeout | undefined;
  let underway: Promise<Swept> | null = null;
  let stopped = false;
  const listeners: ((gone: Swept) => void)[] = [];

  function sweep(): Promise<Swept> {
    underway ??= sweepOnce().finally(() => (underway = null));
    return underway;
  }

  async function sweepOnce(): Promise<Swept> {
    const gone = await sweepKept(tools);
    for (const swept of listeners) swept(gone);
    return gone;
  }

  async function keepSweeping(): Promise<void> {
    due = tools.now() + DAY_MS;
    try {
      const gone = await sweep();
      const isTold = gone.expired + gone.of_sessions + gone.versions > 0 || gone.waits;
      if (isTold) log.info('let go of what is over', { ...gone });
    } catch (error) {
      if (!stopped)
        log.error('what is over could not be let go of', {
          error: error instanceof Error ? error : new Error(String(error)),
        });
    }
    if (!stopped) timer = setTimeout(() => void keepSweeping(), DAY_MS).unref();
  }

  return {
    start: () => void keepSweeping(),
    nextAt: () => due,
    sweep,
    hear: (swept) => void listeners.push(swept),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underway?.catch(() => null);
    },
  };
}
