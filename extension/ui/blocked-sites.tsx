import { useCallback, useEffect, useState } from 'preact/hooks';
import type { BlockAnswer, BlockList } from '../../shared/contract/blocklist.ts';
import { AddressTest } from './address-test.tsx';
import { BlockForm } from './block-form.tsx';
import { Icon } from './icon.tsx';
import { isReadyList, ReadyLists } from './ready-lists.tsx';
import { askApp } from './ask-app.ts';
import { sayCount } from './say-count.ts';
import type { Ask } from './ask.ts';

type Entry = BlockList['blocked_domains'][number];

function reachOf(pattern: string): string {
  if (/^(?:word|title|address):(?!\d)/.test(pattern)) return 'pages with these words';
  if (pattern.includes('/')) return 'part of a site';
  return pattern.startsWith('*.') ? 'site and its subsites' : 'this site';
}

function saidAdded({ pattern, added, kept_pages }: BlockAnswer): string {
  if (!added) return `${pattern} is blocked already.`;
  if (kept_pages === 0) return `${pattern} is blocked.`;
  const they = kept_pages === 1 ? 'stays until you forget it' : 'stay until you forget them';
  return `${pattern} is blocked. ${sayCount(kept_pages, 'page')} saved before ${they}.`;
}

interface ListProps {
  readonly entries: readonly Entry[];
  /** The entry that the tested address fits. */
  readonly hit: string | null;
  readonly onRemove: (pattern: string) => void;
}

function BlockedList({ entries, hit, onRemove }: ListProps) {
  return (
    <ol class="blocks" aria-label="Blocked sites">
      {entries.map(({ pattern, description }, at) => (
        <li key={pattern} class={pattern === hit ? 'blocks-hit' : undefined}>
          <span aria-hidden="true">{at + 1}</span>
          <bdi>{pattern}</bdi>
          <small dir="auto">{description ?? reachOf(pattern)}</small>
          <button
            type="button"
            class="ibtn ibtn-s"
            aria-label={`Remove ${pattern}`}
            onClick={() => onRemove(pattern)}
          >
            <Icon name="x" size="small" />
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The sites that are never read or saved: listed, added, removed, and an address tested against them. */
export function BlockedSites({ ask }: { readonly ask: Ask }) {
  const [entries, setEntries] = useState<readonly Entry[] | null>(null);
  const [said, setSaid] = useState('');
  const [hit, setHit] = useState<string | null>(null);

  const list = useCallback(async () => {
    const answer = await askApp(ask, 'blocked', {});
    if ('refused' in answer) setSaid(answer.sentence);
    else setEntries(answer.blocked_domains.filter(({ pattern }) => !isReadyList(pattern)));
  }, [ask]);
  useEffect(() => void list(), [list]);

  const add = async (pattern: string) => {
    const answer = await askApp(ask, 'block', { pattern });
    if ('refused' in answer) return answer.sentence;
    setSaid(saidAdded(answer));
    await list();
    return null;
  };
  const remove = async (pattern: string) => {
    const answer = await askApp(ask, 'unblock', { pattern });
    setSaid('refused' in answer ? answer.sentence : `${pattern} is not blocked any more.`);
    await list();
  };
  return (
    <section class="card" id="blocked" aria-labelledby="blocked-title">
      <header>
        <h2 id="blocked-title">Blocked sites</h2>
        <p>
          Pagekeep never reads or saves pages that match a line here. Use * for any part, and word:casino for
          words in the address or title.
        </p>
      </header>
      {entries?.length === 0 && <p class="help">No sites are blocked.</p>}
      {entries !== null && entries.length > 0 && (
        <BlockedList entries={entries} hit={hit} onRemove={(pattern) => void remove(pattern)} />
      )}
      <BlockForm onAdd={add} />
      <p class="help" role="status">
        {said}
      </p>
      <div role="group" aria-labelledby="ready-title">
        <h3 id="ready-title" class="label">
          Ready lists
        </h3>
        <ReadyLists
          ask={ask}
          onTurn={(sentence) => {
            setSaid(sentence);
            void list();
          }}
        />
      </div>
      <AddressTest ask={ask} entries={entries} onHit={setHit} />
    </section>
  );
}
