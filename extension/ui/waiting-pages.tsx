import { useCallback, useEffect, useState } from 'preact/hooks';
import { Confirm } from './confirm.tsx';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import { siteOf } from './site-of.ts';
import { SiteMark } from './site-mark.tsx';
import type { Ask } from './ask.ts';
import type { Messages } from '../messages.ts';

type WaitingPage = Messages['list-waiting'][1]['waiting'][number];

export interface WaitingPagesProps {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** After the list has changed. */
  readonly onChange: () => void;
}

/** Pages that are saved in the browser and not yet by the app: try again, or remove. */
export function WaitingPages({ ask, clock, onChange }: WaitingPagesProps) {
  const [waiting, setWaiting] = useState<readonly WaitingPage[] | null>(null);
  const [removing, setRemoving] = useState<WaitingPage | null>(null);
  const [trying, setTrying] = useState(false);

  const list = useCallback(async () => {
    const answer = await ask('list-waiting', {}).catch(() => null);
    if (answer !== null) setWaiting(answer.waiting);
  }, [ask]);
  useEffect(() => void list(), [list]);

  const change = async (act: Promise<unknown>) => {
    setTrying(true);
    await act.catch(() => undefined);
    await list();
    setTrying(false);
    onChange();
  };
  const remove = (page: WaitingPage) => {
    setRemoving(null);
    void change(ask('drop-waiting', { capture_id: page.capture_id }));
  };
  const now = clock();
  return (
    <section class="card" id="waiting" aria-labelledby="waiting-title">
      <header class="row-x">
        <div class="grow">
          <h2 id="waiting-title">Waiting pages</h2>
          <p role="status">
            {waiting === null || waiting.length === 0
              ? 'No pages are waiting.'
              : `${sayCount(waiting.length, 'page')} ${waiting.length === 1 ? 'waits' : 'wait'} in this browser until the Pagekeep app takes ${waiting.length === 1 ? 'it' : 'them'}.`}
          </p>
        </div>
        {waiting !== null && waiting.length > 0 && (
          <button
            type="button"
            class="btn"
            disabled={trying}
            onClick={() => void change(ask('drain-outbox', {}))}
          >
            Try now
          </button>
        )}
      </header>
      {waiting !== null && waiting.length > 0 && (
        <ul class="waits" aria-label="Waiting pages">
          {waiting.map((page) => (
            <li key={page.capture_id}>
              <SiteMark site={siteOf(page.url)} />
              <div class="grow">
                <b class="clip1" dir="auto">
                  {page.title.trim() === '' ? page.url : page.title}
                </b>
                <p class="hit-m">
                  <bdi class="clip1">{siteOf(page.url)}</bdi>
                  <span aria-hidden="true">·</span>
                  <span>saved here {sayDate(page.queued_at, now)}</span>
                </p>
                {page.sentence !== null && <p class={page.stuck ? 'unfit' : 'help'}>{page.sentence}</p>}
              </div>
              <button
                type="button"
                class="btn btn-s btn-bad"
                aria-label={`Remove ${page.title}`}
                onClick={() => setRemoving(page)}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {removing !== null && (
        <Confirm
          title="Remove 1 waiting page?"
          sentence="It was never saved by the Pagekeep app, so it will be gone. You can’t undo it."
          pages={[removing]}
          keep="Keep it"
          remove="Remove 1 page"
          onKeep={() => setRemoving(null)}
          onRemove={() => remove(removing)}
        />
      )}
    </section>
  );
}
