import { browser } from 'wxt/browser';
import { readConnection } from '../daemon-client/connection.ts';
import type { Attempt, PageState } from '../messages.ts';
import { outbox } from './waiting-room.ts';

type Icon =
  | 'idle'
  | 'working'
  | 'remembered'
  | 'failed'
  | 'queue'
  | 'off'
  | 'unpaired'
  | 'unsupported'
  | 'private'
  | 'blocked'
  | 'changed';

const ATTENTION = '#9a5b00';
const FAILURE = '#c2281f';

const SHOWN: Readonly<Record<PageState['kind'], readonly [icon: Icon, title: string]>> = {
  unpaired: ['unpaired', 'Connect to Pagekeep'],
  away: ['off', 'Start Pagekeep to search'],
  waiting: ['queue', 'This page is waiting'],
  unsupported: ['unsupported', 'The browser keeps this page private'],
  private: ['private', 'Private window: nothing is saved'],
  blocked: ['blocked', 'You blocked this site'],
  idle: ['idle', 'Pagekeep'],
  working: ['working', 'Remembering this page…'],
  'just-remembered': ['remembered', 'Remembered'],
  remembered: ['remembered', 'Remembered'],
  changed: ['changed', 'Changed since'],
  failed: ['failed', 'This page wasn’t saved'],
};

const ATTEMPTED: Readonly<Record<Attempt['kind'], string>> = {
  link: 'This link wasn’t saved',
  block: 'This site wasn’t blocked',
};

/** Shows a page's state on the button of its tab; the browser takes it back when the tab goes elsewhere. */
export async function showPageBadge(tabId: number, state: PageState): Promise<void> {
  const [icon, title] = SHOWN[state.kind];
  if (state.kind !== 'failed') return showOnTab(tabId, icon, title);
  const heading = state.attempt === undefined ? title : ATTEMPTED[state.attempt.kind];
  await showOnTab(tabId, icon, `${heading}. ${state.sentence}`, '!');
}

/** Shows on the button of a tab how a link of its page is doing. */
export async function showLinkBadge(
  tabId: number,
  doing: 'working' | 'remembered',
  link: string,
): Promise<void> {
  await showOnTab(tabId, doing, `${doing === 'working' ? 'Remembering the link' : 'Remembered'}: ${link}`);
}

async function showOnTab(tabId: number, icon: Icon, title: string, text?: string): Promise<void> {
  await Promise.all([
    browser.action.setIcon({ tabId, path: pathsOf(icon) }),
    browser.action.setTitle({ tabId, title }),
    // null gives the tab the count of waiting pages that every tab shows.
    browser.action.setBadgeText({ tabId, text: text ?? (null as unknown as string) }),
    ...(text === undefined ? [] : [browser.action.setBadgeBackgroundColor({ tabId, color: FAILURE })]),
  ]).catch(() => undefined); // The tab was closed meanwhile.
}

/** Shows on every tab whether the extension is paired and how many pages wait or are stuck. */
export async function showAppBadge(): Promise<void> {
  const captures = await outbox.list();
  const stuck = captures.filter((capture) => capture.stuck === 1).length;
  const waiting = captures.length - stuck;
  const paired = (await readConnection()) !== null;
  const icon: Icon = paired ? (waiting > 0 ? 'queue' : stuck > 0 ? 'failed' : 'idle') : 'unpaired';
  const title = waiting > 0 ? countWaiting(waiting) : stuck > 0 ? 'A page wasn’t saved' : 'Pagekeep';
  await Promise.all([
    browser.action.setIcon({ path: pathsOf(icon) }),
    browser.action.setTitle({ title: paired ? title : 'Connect to Pagekeep' }),
    browser.action.setBadgeText({ text: waiting > 0 ? String(waiting) : stuck > 0 ? '!' : '' }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setBadgeBackgroundColor({ color: waiting > 0 ? ATTENTION : FAILURE }),
  ]);
}

function countWaiting(count: number): string {
  return count === 1 ? '1 page is waiting' : `${count} pages are waiting`;
}

function pathsOf(icon: Icon): Record<number, string> {
  return { 16: `/icons/${icon}-16.png`, 32: `/icons/${icon}-32.png` };
}
