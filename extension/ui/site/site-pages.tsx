import { useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { sayPage } from './say-site.ts';
import type { ItemState, JobPage } from '../../../shared/contract/job.ts';
import type { IconName } from '../icon.tsx';

/** More rows than anyone reads would make every change slow to draw. */
const MOST_ROWS = 500;

const MARKS: Readonly<Record<Exclude<ItemState, 'leased'>, readonly [icon: IconName, tone: string]>> = {
  done: ['check', 'good'],
  failed: ['warn', 'bad'],
  skipped: ['block', 'wait'],
  waiting: ['clock', 'wait'],
};

type Shown = 'all' | 'failed' | 'skipped';

function nameOf({ title, url }: JobPage): string {
  if (title !== null && title.trim() !== '') return title;
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function Row({ page, openCopy }: { page: JobPage; openCopy: (pageId: number) => void }) {
  const { state, page_id, url } = page;
  const words = sayPage(page);
  const isLong = state === 'failed' || state === 'skipped';
  return (
    <li class="pg" title={url}>
      {state === 'leased' ? (
        <span class="spin" />
      ) : (
        <span class={`pg-i ${MARKS[state][1]}`}>
          <Icon name={MARKS[state][0]} />
        </span>
      )}
      {page_id === null ? (
        <bdi class="clip1">{nameOf(page)}</bdi>
      ) : (
        <button type="button" class="btn btn-link pg-t" onClick={() => openCopy(page_id)}>
          <bdi class="clip1">{nameOf(page)}</bdi>
        </button>
      )}
      {isLong ? <small class={MARKS[state][1]}>{words}</small> : <span class="end">{words}</span>}
    </li>
  );
}

/** The pages of a site, the latest first: all of them, or those that did not come through. */
export function SitePages({
  pages,
  openCopy,
}: {
  pages: readonly JobPage[];
  openCopy: (pageId: number) => void;
}) {
  const [shown, show] = useState<Shown>('all');
  const count = (state: ItemState) => pages.filter((page) => page.state === state).length;
  const kinds: readonly (readonly [Shown, string])[] = [
    ['all', `All ${pages.length}`],
    ['failed', `Failed ${count('failed')}`],
    ['skipped', `Skipped ${count('skipped')}`],
  ];
  const rows = shown === 'all' ? pages : pages.filter(({ state }) => state === shown);
  return (
    <>
      <fieldset class="plain site-kinds">
        <legend class="vh">Pages shown</legend>
        <div class="seg">
          {kinds.map(([kind, words]) => (
            <label key={kind} class="num">
              <input type="radio" name="site-kind" checked={kind === shown} onChange={() => show(kind)} />
              {words}
            </label>
          ))}
        </div>
      </fieldset>
      <ul aria-label="Pages">
        {rows.slice(0, MOST_ROWS).map((page) => (
          <Row key={page.item_id} page={page} openCopy={openCopy} />
        ))}
      </ul>
      {rows.length > MOST_ROWS && <p class="pg-more">The latest {MOST_ROWS} are shown.</p>}
    </>
  );
}
