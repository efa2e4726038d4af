import type { ListedPage } from '../../shared/contract/page.ts';
import type { WaitingCapture } from '../daemon-client/outbox.ts';
import type { PageState } from '../messages.ts';
import type { TabRecord } from './tab-record.ts';

/** Milliseconds for which a page counts as just remembered and can be undone. */
export const UNDO_MS = 10_000;

/** All that decides what the popup shows for a tab. */
export interface PageSituation {
  readonly now: number;
  readonly paired: boolean;
  readonly running: boolean;
  /** `url` is null where extensions cannot read. */
  readonly tab: { readonly url: string | null; readonly title: string; readonly incognito: boolean };
  /** Whether this life of the background is remembering the page. */
  readonly busy: boolean;
  readonly record: TabRecord | null;
  /** Captures of this page in the outbox. */
  readonly waiting: readonly WaitingCapture[];
  readonly found: ListedPage | null;
}

/** The first row that applies. A page that is being read or waits stands before "not running", which would hide it. */
export function pageState(situation: PageSituation): PageState {
  const { paired, running, tab, busy, record, waiting } = situation;
  const { title } = tab;
  if (!paired) return { kind: 'unpaired' };
  if (busy && record?.kind === 'working') return { kind: 'working', title, step: record.step };
  if (!tab.incognito && waiting.some((capture) => capture.stuck === 0)) return { kind: 'waiting', title };
  if (!running) return { kind: 'away' };
  if (tab.url === null) return { kind: 'unsupported' };
  if (tab.incognito) return { kind: 'private' };
  const { found } = situation;
  return (
    failure(situation) ??
    justRemembered(situation) ??
    (found === null ? { kind: 'idle', title, url: tab.url } : { kind: 'remembered', page: found })
  );
}

function failure({ tab, record, waiting, found }: PageSituation): PageState | null {
  const stuck = waiting.findLast((capture) => capture.stuck === 1);
  if (stuck) return failed(tab.title, stuck.code ?? 'internal', stuck.sentence ?? LOST);
  if (record?.url !== tab.url) return null;
  if (record?.kind === 'failed') return failed(tab.title, record.code, record.sentence);
  // The background died while it read the page, else it would be busy with it.
  return record?.kind === 'working' && found === null ? failed(tab.title, 'lost', LOST) : null;
}

function justRemembered({ tab, record, found, now }: PageSituation): PageState | null {
  if (record?.kind !== 'saved' || record.url !== tab.url || now - record.at >= UNDO_MS) return null;
  return found === null ? null : { kind: 'just-remembered', saved: record.saved, page: found };
}

const LOST = 'The browser stopped Pagekeep while it was reading this page. Try again.';

function failed(title: string, code: string, sentence: string): PageState {
  return { kind: 'failed', title, code, sentence };
}
