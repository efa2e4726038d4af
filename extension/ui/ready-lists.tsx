import { useCallback, useEffect, useState } from 'preact/hooks';
import type { BlockList } from '../../shared/contract/blocklist.ts';
import { askApp } from './ask-app.ts';
import { sayCount } from './say-count.ts';
import type { Ask } from './ask.ts';

type ReadyList = BlockList['lists'][number];

/** What a ready list is called as an entry. */
const READY = 'list:';

/** Whether an entry stands for a ready list. */
export function isReadyList(pattern: string): boolean {
  return pattern.startsWith(READY);
}

export interface ReadyListsProps {
  readonly ask: Ask;
  /** After a list was switched, or the app refused it, with a sentence. */
  readonly onTurn: (said: string) => void;
}

/** The lists of sites that come with Pagekeep, each off until its switch is pressed. */
export function ReadyLists({ ask, onTurn }: ReadyListsProps) {
  const [lists, setLists] = useState<readonly ReadyList[]>([]);

  const look = useCallback(async () => {
    const answer = await askApp(ask, 'blocked', {});
    if (!('refused' in answer)) setLists(answer.lists);
  }, [ask]);
  useEffect(() => void look(), [look]);

  const turn = async ({ name, title, enabled }: ReadyList) => {
    const answer = await askApp(ask, enabled ? 'unblock' : 'block', { pattern: READY + name });
    await look();
    if ('refused' in answer) onTurn(answer.sentence);
    else onTurn(enabled ? `${title} can be saved again.` : `${title}: nothing of them is saved from now on.`);
  };
  return (
    <div>
      {lists.map((list) => (
        <label class="switch" key={list.name}>
          <span>
            <b>{list.title}</b>
            <small>{sayCount(list.hosts, 'site')} and all below them</small>
          </span>
          <input type="checkbox" role="switch" checked={list.enabled} onChange={() => void turn(list)} />
        </label>
      ))}
    </div>
  );
}
