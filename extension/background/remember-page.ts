import { browser } from 'wxt/browser';
import { LIMITS } from '../../shared/contract/limits.ts';
import { isRefusal } from '../daemon-client/call-daemon.ts';
import { readConnection } from '../daemon-client/connection.ts';
import type { PageState, RefusedMessage } from '../messages.ts';
import { captureBody } from './capture-body.ts';
import { captureFields } from './capture-fields.ts';
import { cleanCapture } from './clean-capture.ts';
import type { Choices } from './capture-fields.ts';
import { setOutboxAlarm } from './deliver-waiting.ts';
import { dropRefusedLinks } from './drop-refused-links.ts';
import { keepWaiting } from './keep-waiting.ts';
import { busyTabs, lookAtTab, lookUp } from './look-at-tab.ts';
import { pageAddress } from './page-address.ts';
import { readPage } from './read-page.ts';
import { showAppBadge, showPageBadge } from './show-badge.ts';
import { writeTabRecord } from './tab-record.ts';
import { deliverer, outbox } from './waiting-room.ts';

/** What a page is remembered with where nothing can be chosen. */
export const PLAIN: Choices = { tags: [], note: '', retention_policy: 'permanent' };

interface Job {
  readonly tab_id: number;
  readonly url: string;
  readonly title: string;
  readonly choices: Choices;
  readonly signal: AbortSignal;
}

const ELSEWHERE = 'The page went away while it was being read. Try again.';
const TOO_LARGE = 'This page is over 32 MB. You can save only the text.';
const TEXT_TOO_LARGE = 'Even the text of this page is over 32 MB, which is more than Pagekeep keeps.';

/** Reads the page of a tab, keeps it in the outbox, sends it, and answers what the popup shows next. */
export async function rememberPage(tab_id: number, choices: Choices): Promise<PageState> {
  const tab = await browser.tabs.get(tab_id);
  const url = pageAddress(tab.url);
  // What is private or unreadable is never read.
  if (tab.incognito || url === null || busyTabs.has(tab_id)) return lookAtTab(tab_id);
  const stop = new AbortController();
  busyTabs.set(tab_id, stop);
  try {
    const job = { tab_id, url, title: tab.title ?? '', choices, signal: stop.signal };
    const refused = (await mayRead(job)) ? await readAndSend(job) : null;
    if (stop.signal.aborted) await writeTabRecord(tab_id, null);
    else if (refused !== null) {
      const { code, sentence } = refused;
      await writeTabRecord(tab_id, { kind: 'failed', url, title: job.title, at: Date.now(), code, sentence });
    }
  } finally {
    if (busyTabs.get(tab_id) === stop) busyTabs.delete(tab_id);
  }
  await showAppBadge();
  return lookAtTab(tab_id);
}

/** Whether the page has somewhere to go, and is not blocked or was allowed by a person who sees that. */
async function mayRead({ url, choices }: Job): Promise<boolean> {
  if ((await readConnection()) === null) return false;
  return choices.allow_blocked === true || ((await lookUp(url))?.blocked ?? null) === null;
}

/** Stops reading a page, or takes it out of the outbox again if the app has not got it yet; gives up its links that were refused. */
export async function cancelRemember(tab_id: number): Promise<PageState> {
  busyTabs.get(tab_id)?.abort();
  busyTabs.delete(tab_id);
  await dropRefusedLinks(tab_id);
  await writeTabRecord(tab_id, null);
  return lookAtTab(tab_id);
}

/** The steps of a capture; a refusal when the page is neither kept nor waiting. */
async function readAndSend(job: Job): Promise<RefusedMessage | null> {
  const { tab_id, url, title, choices, signal } = job;
  const text_only = choices.text_only === true;
  await noteStep(job, 'reading');
  const order = { text_only, thumbnails: !text_only, ask_first: choices.allow_sensitive !== true };
  const read = await readPage(tab_id, order, signal);
  if ('refused' in read)
    return text_only && read.code === 'too-large' ? refuse('too-large', TEXT_TOO_LARGE) : read;
  // The page's own word counts only for the site the person was on.
  const address = pageAddress(read.facts.url);
  if (address === null || new URL(address).origin !== new URL(url).origin) return refuse('lost', ELSEWHERE);

  const cleaned = await cleanCapture(read, address, signal);
  const capture_id = crypto.randomUUID();
  const { facts, pieces } = read;
  const fields = captureFields({ ...facts, url: address }, capture_id, choices);
  const body = captureBody(fields, pieces, cleaned?.fields ?? null);
  if (body.size > LIMITS.captureBytes) return refuse('too-large', text_only ? TEXT_TOO_LARGE : TOO_LARGE);
  if (signal.aborted) return null;
  const full = await keepWaiting({ capture_id, url: address, title, body });
  if (full !== null) return full;

  await noteStep(job, 'sending');
  const drop = () => void outbox.drop(capture_id);
  signal.addEventListener('abort', drop);
  if (signal.aborted) drop();
  const delivery = await deliverer.deliverCapture(address, capture_id);
  signal.removeEventListener('abort', drop);
  await setOutboxAlarm();
  // A refusal stays in the outbox with its sentence, where the popup finds it.
  if (delivery === 'gone' || isRefusal(delivery)) await writeTabRecord(tab_id, null);
  else await writeTabRecord(tab_id, { kind: 'saved', url, title, at: Date.now(), saved: delivery });
  return null;
}

async function noteStep({ tab_id, url, title }: Job, step: 'reading' | 'sending'): Promise<void> {
  await writeTabRecord(tab_id, { kind: 'working', url, title, step, at: Date.now() });
  await showPageBadge(tab_id, { kind: 'working', title, step });
}

function refuse(code: string, sentence: string): RefusedMessage {
  return { refused: true, code, sentence };
}
