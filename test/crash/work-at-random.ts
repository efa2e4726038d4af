import { DaemonAway } from '../../daemon/cli/daemon-away.ts';
import { Failure } from '../../daemon/failure.ts';
import type { CrashableDaemon } from './crashable-daemon.ts';
import { inventPage } from './invented-page.ts';
import { freshPage } from './ledger.ts';
import type { KeptPage, Ledger, Reading, State } from './ledger.ts';
import type { InventedSite } from './invented-site.ts';

const ADDRESSES = 40;
const PATTERNS = 6;
/** From the one that keeps longest to the one that keeps shortest. */
const KEEPS = ['permanent', '300_days', '30_days', 'session_only'];
/** Busy while it is being cleared: what joins it then may go or stay. */
const SESSION = 'the session';
/** As many as a memory keeps of a page. */
const EARLIER = 10;
const CRAWLED = 4;
const TAGS = ['food', 'work', 'later', 'garden', 'law', 'songs'];

/** What a campaign works with; `random` gives numbers from 0 up to 1. */
export interface Work {
  readonly ledger: Ledger;
  readonly random: () => number;
  /** What can be crawled; null: nothing is. */
  readonly site: InventedSite | null;
  /** The number of the next page's text. */
  nextVersion(): number;
  onRefusal(refusal: Refusal): void;
}

export interface Refusal {
  readonly what: string;
  readonly failure: Failure;
}

const addressOf = (nth: number): string => `https://site-${nth % 5}.example/page-${nth}`;
const patternOf = (nth: number): string => `unwanted-${nth}.example`;

function pick<T>(from: readonly T[], random: () => number): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}

/** Does one thing; true when the daemon did it or refused it, false when it is gone. */
export async function doSomething(daemon: CrashableDaemon, work: Work): Promise<boolean> {
  const [what, act] = pick(OPERATIONS, work.random);
  try {
    await act(daemon, work);
    return true;
  } catch (error) {
    if (error instanceof Failure) work.onRefusal({ what, failure: error });
    else if (!(error instanceof DaemonAway)) throw error;
    return error instanceof Failure;
  }
}

type Operation = (daemon: CrashableDaemon, work: Work) => Promise<void>;

const OPERATIONS: readonly (readonly [name: string, act: Operation])[] = [
  ['capture', capturePage],
  ['capture', capturePage],
  ['capture', capturePage],
  ['capture again', captureAgain],
  ['edit', editPage],
  ['edit', editPage],
  ['forget', forgetPage],
  ['forget', forgetPageById],
  ['block', blockSite],
  ['clear what was kept for now', clearSession],
  ['crawl', crawlSite],
  ['forget for a while', hidePage],
  ['back up', backUp],
  ['sync', async (daemon) => void (await daemon.call('sync'))],
  ['search', async (daemon, { random }) => void (await daemon.call('search', { query: pick(TAGS, random) }))],
];

function freeAddress({ ledger, random }: Work, isKept: boolean | null): string | null {
  const all = Array.from({ length: ADDRESSES }, (_, nth) => addressOf(nth));
  const free = all.filter(
    (url) => !ledger.isBusy(url) && (isKept === null || (ledger.of(url) !== null) === isKept),
  );
  return free.length === 0 ? null : pick(free, random);
}

function keptPage(ledger: Ledger, url: string): KeptPage | null {
  const state = ledger.of(url);
  return state === 'blocked' ? null : state;
}

/** A new page, or a changed one under an address that is known. */
async function capturePage(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, null);
  if (url === null) return;
  const before = keptPage(work.ledger, url);
  const version = work.nextVersion();
  const tag = pick(TAGS, work.random);
  const retention_policy = pickKeep(work);
  const after: KeptPage = {
    ...(before ?? { ...freshPage(version), keeps: retention_policy }),
    version,
    tags: [...new Set([...(before?.tags ?? []), tag])],
    earlier: before === null ? [] : [readingOf(before), ...before.earlier].slice(0, EARLIER),
  };
  const { capture } = inventPage(url, version);
  const asked = { tags: [tag], capture_id: `c-${version}`, retention_policy };
  await work.ledger.change(url, strengthen(after, retention_policy), () =>
    daemon.call('capture', { ...capture, ...asked }),
  );
}

function readingOf({ version, title }: KeptPage): Reading {
  return { version, title };
}

function pickKeep({ ledger, random }: Work): string {
  const policy = pick(KEEPS, random);
  return policy === 'session_only' && ledger.isBusy(SESSION) ? 'permanent' : policy;
}

/** A page that is remembered again stays as long as somebody wished, however short somebody else does. */
function strengthen(page: KeptPage, policy: string): KeptPage {
  return KEEPS.indexOf(policy) < KEEPS.indexOf(page.keeps) ? { ...page, keeps: policy } : page;
}

/** The same page seen once more, with something added. */
async function captureAgain(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, true);
  const before = url === null ? null : keptPage(work.ledger, url);
  if (url === null || before === null) return;
  const tag = pick(TAGS, work.random);
  const note = `seen again ${work.nextVersion()}`;
  const after = { ...before, tags: [...new Set([...before.tags, tag])], note };
  const { capture } = inventPage(url, before.version);
  await work.ledger.change(url, after, () => daemon.call('capture', { ...capture, tags: [tag], note }));
}

async function editPage(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, true);
  const before = url === null ? null : keptPage(work.ledger, url);
  if (url === null || before === null) return;
  const note = work.random() < 0.3 ? null : `noted ${work.nextVersion()}`;
  const tags = TAGS.filter(() => work.random() < 0.3);
  const title = work.random() < 0.7 ? before.title : `My own title ${work.nextVersion()}`;
  const keeps = work.random() < 0.7 ? before.keeps : pickKeep(work);
  const pinned = work.random() < 0.2;
  await work.ledger.change(url, { ...before, note, tags, title, keeps, pinned }, async () => {
    const { page } = await daemon.call('lookup', { url });
    const kept = { retention_policy: keeps, pinned };
    const edit = { tags, note: note ?? '', ...kept, ...(title !== null && { title }) };
    await daemon.call('editPage', { id: page?.page_id ?? 0, ...edit }, page?.page_id);
  });
}

async function forgetPage(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, true);
  if (url !== null) await work.ledger.change(url, null, () => daemon.call('forget', { url }));
}

async function forgetPageById(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, true);
  if (url === null) return;
  await work.ledger.change(url, null, async () => {
    const { page } = await daemon.call('lookup', { url });
    await daemon.call('forgetPage', { id: page?.page_id ?? 0 }, page?.page_id);
  });
}

/** Hidden at once; removed a little later by itself, perhaps by a later daemon, or brought back. */
async function hidePage(daemon: CrashableDaemon, work: Work): Promise<void> {
  const url = freeAddress(work, true);
  if (url === null) return;
  const { ledger } = work;
  const before = ledger.of(url);
  const isTakenBack = work.random() < 0.5;
  let job: string | undefined;
  await ledger.change(url, null, async () => {
    const receipt = await daemon.call('forgetMany', { url, delay_s: isTakenBack ? 60 : 1 });
    job = 'job_id' in receipt ? receipt.job_id : undefined;
  });
  if (!isTakenBack || job === undefined || ledger.isBusy(url) || ledger.of(url) !== null) return;
  const id = job;
  await ledger.change(url, before, () => daemon.call('undoForget', { id }, id));
}

/** One at a time; what it holds is compared with what is kept as it is made. */
async function backUp(daemon: CrashableDaemon, { ledger }: Work): Promise<void> {
  if (ledger.isBusy('the backup')) return;
  await ledger.change('the backup', null, () => daemon.call('makeBackup', { keep: 2 }));
}

async function blockSite(daemon: CrashableDaemon, work: Work): Promise<void> {
  const pattern = patternOf(Math.floor(work.random() * PATTERNS));
  const { ledger } = work;
  if (ledger.isBusy(pattern)) return;
  if (ledger.of(pattern) === null)
    await ledger.change(pattern, 'blocked', () => daemon.call('block', { pattern }));
  else await ledger.change(pattern, null, () => daemon.call('unblock', { pattern }));
}

/** Ends the session of whoever asks; not while a page is on its way into it or out of it. */
async function clearSession(daemon: CrashableDaemon, { ledger }: Work): Promise<void> {
  if (ledger.isUnderway(isForNow)) return;
  const pages = ledger.things().filter((thing) => isForNow(ledger.of(thing)));
  const kept = pages.filter((url) => keptPage(ledger, url)?.pinned === true);
  const gone = pages.filter((url) => !kept.includes(url)).map((url) => [url, null] as const);
  const stay = kept.map((url) => [url, ledger.of(url)] as const);
  await ledger.changeAll(new Map([[SESSION, null], ...gone, ...stay]), () => daemon.call('clearTemp', {}));
}

function isForNow(state: State): boolean {
  return state !== null && state !== 'blocked' && state.keeps === 'session_only';
}

/** Some pages of a site, each by the links of the one before; acknowledged is that they will be kept. */
async function crawlSite(daemon: CrashableDaemon, work: Work): Promise<void> {
  const { ledger, site } = work;
  if (site === null) return;
  const versions = Array.from({ length: CRAWLED }, () => work.nextVersion());
  const urls = site.offer(versions);
  const kept = urls.map((url, nth) => {
    const tags = ['deep_crawl', `depth:${nth}`, new URL(url).hostname];
    return [url, { ...freshPage(versions[nth] ?? 0), tags }] as const;
  });
  const asked = {
    url: urls[0] ?? '',
    max_depth: 5,
    max_pages: CRAWLED,
    renderer: 'fetch',
    delay: 0,
  } as const;
  await ledger.changeAll(new Map(kept), () => daemon.call('crawlDeepStore', asked));
}
