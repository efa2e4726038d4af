import { expect, test } from 'vitest';
import type { AppState } from '../messages.ts';
import { stateMessage } from './state-message.ts';
import type { SpokenState } from './state-message.ts';

const APP: AppState = {
  paired: true,
  running: true,
  ready: true,
  pages: 1,
  last_captured_at: null,
  to_redo: 0,
  waiting: 0,
};
const SAVED = {
  page_id: 1,
  url: 'https://a.example/',
  title: 'A',
  status: 'stored',
  passages: 41,
  images: 14,
  embedded: true,
} as const;

function words(state: SpokenState, app: Partial<AppState> = {}): string {
  const { heading, sentence } = stateMessage(state, { ...APP, ...app });
  return `${heading} | ${sentence}`;
}

test('a saved page is called searchable only as far as it is', () => {
  expect(words({ kind: 'just-remembered', saved: SAVED, page: null })).toBe(
    'Remembered | 41 passages, ready to search.',
  );
  expect(
    words({ kind: 'just-remembered', saved: { ...SAVED, passages: 1, embedded: false }, page: null }),
  ).toBe('Remembered | 1 passage. Exact words are ready to search, meaning follows in a moment.');
  expect(words({ kind: 'just-remembered', saved: { ...SAVED, status: 'unchanged' }, page: null })).toBe(
    'Remembered | Nothing changed since you saved it: 41 passages.',
  );
});

test('what stood between the reader and the page is said', () => {
  const saved = { ...SAVED, notice: 'Only the free part of this page was there to keep.' };
  expect(words({ kind: 'just-remembered', saved, page: null })).toBe(
    'Remembered | 41 passages. Only the free part of this page was there to keep.',
  );
});

test('waiting pages are counted', () => {
  const state = { kind: 'waiting', title: 'A' } as const;
  expect(words(state, { running: false, waiting: 3 })).toBe(
    '3 pages are waiting | They’ll be saved when the Pagekeep app starts. You can close the browser: they stay in line.',
  );
  expect(words(state, { running: false, locked: true, waiting: 3 })).toBe(
    '3 pages are waiting | They’ll be saved when you unlock Pagekeep. You can close the browser: they stay in line.',
  );
  expect(words(state, { waiting: 0 })).toBe(
    '1 page is waiting | It’ll be saved in a moment. You can close the browser: it stays in line.',
  );
});

test('a locked memory is said with what opens it', () => {
  const locked = { running: false, locked: true };
  expect(words({ kind: 'away' }, locked)).toBe(
    'Unlock Pagekeep to search | Your saved pages are locked with a passphrase. To unlock them, run this:',
  );
});

test('a failure is said in its own sentence', () => {
  const sentence = 'There is no space left on this computer. Free up space, then try again.';
  expect(words({ kind: 'failed', title: 'A', sentence, code: 'disk-full' })).toBe(
    `This page wasn’t saved | ${sentence}`,
  );
});

test('no state uses words of the machine room', () => {
  const kinds = ['unpaired', 'away', 'unsupported', 'private'] as const;
  for (const kind of kinds) {
    expect(words({ kind })).not.toMatch(/daemon|index|embedding|vector|crawl|sync|token|retention|sorry|!/iu);
  }
});
