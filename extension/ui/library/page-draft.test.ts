import { expect, test } from 'vitest';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { draftOf, editOf } from './page-draft.ts';

const PAGE: ListedPage = {
  page_id: 1,
  url: 'https://a.example/',
  title: 'A title',
  domain: 'a.example',
  language: null,
  tags: ['one', 'Two'],
  note: null,
  retention_policy: '7_days',
  captured_at: '2026-11-18T10:00:00Z',
  timestamp: '2026-11-18T10:00:00Z',
  passages: 1,
  content_hash: 'x',
  cleaner: '2',
};

test('a draft that nobody touched changes nothing', () => {
  expect(editOf(PAGE, draftOf(PAGE))).toEqual({});
  expect(draftOf(PAGE)).toMatchObject({ keep: 'days', days: '7', note: '' });
});

test('only what was changed is sent; what is still being typed is a tag', () => {
  const draft = draftOf(PAGE);
  expect(editOf(PAGE, { ...draft, tags: ['Two'], typing: 'three, two' })).toEqual({ tags: ['Two', 'three'] });
  expect(editOf(PAGE, { ...draft, title: ' ' })).toEqual({ title: '' });
  expect(editOf(PAGE, { ...draft, note: ' a note\n' })).toEqual({ note: 'a note' });
  expect(editOf(PAGE, { ...draft, keep: 'permanent' })).toEqual({ retention_policy: 'permanent' });
  expect(editOf({ ...PAGE, note: 'old' }, { ...draft, note: '' })).toEqual({ note: '' });
});

test('days that cannot be kept are no edit', () => {
  expect(editOf(PAGE, { ...draftOf(PAGE), days: '0' })).toBeNull();
});
