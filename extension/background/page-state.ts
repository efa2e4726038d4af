import type { ListedPage } from '../../shared/contract/page.ts';
import type { WaitingCapture } from '../daemon-client/outbox.ts';
import type { Attempt, PageState } from '../messages.ts';
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
  /** Links that were asked for on this page, in the outbox. */
  readonly links: readonly WaitingCapture[];
  readonly found: ListedPage | null;
  /** The entry of the blocklist that keeps this page out. */
  readonly blocked: string | null;
}

/** The first row that applies. A page that is being read or waits stands before "not running", which would hide it; what a person has just done stands before "blocked", which they set aside for once. */
export function pageState(situation: PageSituation): PageState {
  const { paired, running, tab, busy, record, waiting } = situation;
  const { title } = tab;
  if (!paired) return { kind: 'unpaired' };
  if (busy && record?.kind === 'working') return { kind: 'working', title, step: record.step };
  if (!tab.incognito && waiting.some((capture) => capture.stuck === 0)) return { kind: 'waiting', title };
  if (!running) return { kind: 'away' };
  if (tab.url === null) return { kind: 'unsupported' };
  if (tab.incognito) return { kind: 'private' };
  return (
    justDone(situation) ?? blocked(situation, tab.url) ?? refused(situation) ?? knownPage(situation, tab.url)
  );
}

/** What became of the last thing a person asked of this page. */
function justDone({ tab, record, found, now }: PageSituation): PageState | null {
  if (record === null || record.url !== tab.url) return null;
  if (record.kind === 'failed') return failed(tab.title, record);
  // The background died while it read the page, else it would be busy with it.
  if (record.kind === 'working') return found === null ? failed(tab.title, LOST) : null;
  if (record.kind !== 'saved' || now - record.at >= UNDO_MS) return null;
  return found === null ? null : { kind: 'just-remembered', saved: record.saved, page: found };
}

function blocked({ tab, blocked: pattern }: PageSituation, url: string): PageState | null {
  return pattern === null ? null : { kind: 'blocked', title: tab.title, url, pattern };
}

/** What the app refused for good, of the page itself or of its links. */
function refused({ tab, waiting, links }: PageSituation): PageState | null {
  const stuck = waiting.findLast((capture) => capture.stuck === 1);
  if (stuck !== undefined) return failed(tab.title, stuck);
  const link = links.findLast((capture) => capture.stuck === 1);
  return link === undefined
    ? null
    : failed(link.title, { ...link, attempt: { kind: 'link', url: link.url } });
}

function knownPage({ tab, record, found }: PageSituation, url: string): PageState {
  if (found === null) return { kind: 'idle', title: tab.title, url };
  const changed =
    record?.kind === 'changed' && record.url === tab.url && record.captured_at === found.captured_at;
  return { kind: changed ? 'changed' : 'remembered', page: found };
}

const LOST = {
  code: 'lost',
  sentence: 'The browser stopped Pagekeep while it was reading this page. Try again.',
};

interface Reason {
  readonly code: string | null;
  readonly sentence: string | null;
  readonly attempt?: Attempt;
}

function failed(title: string, { code, sentence, attempt }: Reason): PageState {
  return {
    kind: 'failed',
    title,
    code: code ?? LOST.code,
    sentence: sentence ?? LOST.sentence,
    ...(attempt === undefined ? {} : { attempt }),
  };
}
