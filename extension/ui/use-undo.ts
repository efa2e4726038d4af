import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Ask } from './ask.ts';
import { LOST_ANSWER } from './lost-answer.ts';
import { sayCount } from './say-count.ts';

/** What a toast says, and what it can take back. */
export interface Said {
  readonly words: string | null;
  readonly dismiss: () => void;
  readonly undo: (() => void) | undefined;
  /** Says one sentence; with the jobs of a forgetting it offers to take it back. */
  readonly say: (words: string, jobs?: readonly string[]) => void;
}

/** Words in passing, with Undo where pages were forgotten a moment ago, also by a popup that was closed since. `afterAny` runs once they are back. */
export function useUndo(ask: Ask, afterAny: () => void): Said {
  const [said, setSaid] = useState<{ words: string; jobs: readonly string[] } | null>(null);
  const dismiss = useCallback(() => setSaid(null), []);
  const say = useCallback((words: string, jobs: readonly string[] = []) => setSaid({ words, jobs }), []);
  useEffect(() => {
    ask('last-forgotten', {}).then(
      (last) => last !== null && say('Forgot 1 page.', [last.job_id]),
      // A page that the app serves has no popup before it.
      () => undefined,
    );
  }, [ask, say]);

  const undo = async (jobs: readonly string[]) => {
    let restored = 0;
    for (const job_id of jobs) {
      const answer = await ask('undo-forget', { job_id }).catch(() => LOST_ANSWER);
      if ('refused' in answer) return say(answer.sentence);
      restored += answer.restored;
    }
    say(`Brought back ${sayCount(restored, 'page')}.`);
    return afterAny();
  };
  const jobs = said?.jobs ?? [];
  return {
    words: said?.words ?? null,
    dismiss,
    say,
    undo: jobs.length === 0 ? undefined : () => void undo(jobs),
  };
}
