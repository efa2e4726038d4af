import { expect, test } from 'vitest';
import type { PageState } from '../messages.ts';
import { EMPTY_DRAFT } from './remember-draft.ts';
import { rememberChoice } from './remember-choice.ts';

const IDLE = { kind: 'idle', title: 'A', url: 'https://a.example/' } as const;
const REMEMBERED: PageState = {
  kind: 'remembered',
  page: {
    page_id: 1,
    url: 'https://a.example/',
    title: 'A',
    domain: 'a.example',
    language: 'en',
    tags: ['sqlite', 'a, b'],
    note: 'why',
    retention_policy: '30_days',
    captured_at: '2026-11-18T12:00:00Z',
    timestamp: '2026-11-18T12:00:00Z',
    passages: 3,
    content_hash: 'sample',
    cleaner: '2',
  },
};

test('an untouched draft keeps the page always, with nothing said about it', () => {
  expect(rememberChoice(IDLE, EMPTY_DRAFT)).toEqual({ tags: [], note: '', retention_policy: 'permanent' });
});

test('a tag still being typed counts, and the same tag in other letters does not count twice', () => {
  const draft = { ...EMPTY_DRAFT, tags: ['Backups'], typing: ' backups, sqlite ,, ' };
  expect(rememberChoice(IDLE, draft)?.tags).toEqual(['Backups', 'sqlite']);
});

test.for(['0', '3651', '', '7.5', 'seven'])('a page cannot be kept for "%s" days', (days) => {
  expect(rememberChoice(IDLE, { ...EMPTY_DRAFT, keep: 'days', days })).toBeNull();
});

test('a number of days is kept as a policy', () => {
  expect(rememberChoice(IDLE, { ...EMPTY_DRAFT, keep: 'days', days: ' 7 ' })?.retention_policy).toBe(
    '7_days',
  );
});

test('updating a remembered page keeps what was said about it', () => {
  expect(rememberChoice(REMEMBERED, { ...EMPTY_DRAFT, typing: 'SQLite, new' })).toEqual({
    tags: ['sqlite', 'a, b', 'new'],
    note: 'why',
    retention_policy: '30_days',
  });
});
