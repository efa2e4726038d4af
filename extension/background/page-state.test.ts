import { describe, expect, test } from 'vitest';
import type { ListedPage, SavedPage } from '../../shared/contract/page.ts';
import type { WaitingCapture } from '../daemon-client/outbox.ts';
import { pageState, UNDO_MS } from './page-state.ts';
import type { PageSituation } from './page-state.ts';
import type { TabRecord } from './tab-record.ts';

const url = 'https://tides.example/log';
const title = 'The log';
const found: ListedPage = {
  page_id: 1,
  url,
  title,
  domain: 'tides.example',
  language: 'en',
  tags: [],
  note: null,
  retention_policy: 'permanent',
  captured_at: '2026-11-21T10:00:00Z',
  timestamp: '2026-11-21T10:00:00Z',
  passages: 4,
  content_hash: 'sample',
  cleaner: '2',
};
const saved: SavedPage = {
  page_id: 1,
  url,
  title,
  status: 'stored',
  passages: 4,
  images: 0,
  embedded: false,
};
const capture: WaitingCapture = {
  seq: 1,
  capture_id: 'a',
  url,
  title,
  queued_at: 0,
  bytes: 1,
  tries: 1,
  next_try_at: 0,
  sentence: null,
  code: null,
  stuck: 0,
};
const stuck: WaitingCapture = {
  ...capture,
  stuck: 1,
  code: 'language',
  sentence: 'This page is in a language that is not kept.',
};
const working: TabRecord = { kind: 'working', url, title, at: 1_000, step: 'sending' };
const failed: TabRecord = {
  kind: 'failed',
  url,
  title,
  at: 1_000,
  code: 'slow',
  sentence: 'The site took too long.',
};
const justSaved: TabRecord = { kind: 'saved', url, title, at: 1_000, saved };

const idle: PageSituation = {
  now: 2_000,
  paired: true,
  running: true,
  tab: { url, title, incognito: false },
  busy: false,
  record: null,
  waiting: [],
  links: [],
  found: null,
  blocked: null,
};
const link: WaitingCapture = {
  ...stuck,
  url: 'https://lamps.example/',
  title: 'lamps.example',
  asked_on: url,
};
const blocked = '*.tides.example';
const unblocked: TabRecord = { ...failed, attempt: { kind: 'block' } };
const reread: TabRecord = { kind: 'changed', url, title, at: 1_000, captured_at: found.captured_at };
const privately = { ...idle.tab, incognito: true };
const closed = { ...idle.tab, url: null };
const elsewhere = { ...failed, url: 'https://other.example/' };

describe('each row', () => {
  test.for<[string, Partial<PageSituation>, string]>([
    ['nothing special', {}, 'idle'],
    ['not paired', { paired: false, running: false }, 'unpaired'],
    ['not running', { running: false }, 'away'],
    ['a browser page', { tab: closed }, 'unsupported'],
    ['a private window', { tab: privately }, 'private'],
    ['reading', { busy: true, record: working }, 'working'],
    ['sending failed for now', { waiting: [capture] }, 'waiting'],
    ['refused for good', { waiting: [stuck] }, 'failed'],
    ['reading failed', { record: failed }, 'failed'],
    ['the background died while reading', { record: working }, 'failed'],
    ['saved a second ago', { record: justSaved, found }, 'just-remembered'],
    ['saved and out of reach of undo', { record: justSaved, found, now: 1_000 + UNDO_MS }, 'remembered'],
    ['saved and forgotten again', { record: justSaved }, 'idle'],
    ['kept', { found }, 'remembered'],
    ['a failure on the page before this one', { record: elsewhere }, 'idle'],
    ['a blocked site', { blocked }, 'blocked'],
    ['a blocked site of which a page is kept', { blocked, found }, 'blocked'],
    ['a site that could not be blocked', { record: unblocked }, 'failed'],
    ['another text than the kept one', { record: reread, found }, 'changed'],
    [
      'a text kept again since it was read',
      { record: reread, found: { ...found, captured_at: '2026-11-21T11:00:00Z' } },
      'remembered',
    ],
    ['another text of a page that was forgotten', { record: reread }, 'idle'],
    ['a link refused for good', { links: [link] }, 'failed'],
    ['a link that waits', { links: [{ ...link, stuck: 0 }] }, 'idle'],
    ['the death of the background after the app had it', { record: working, found }, 'remembered'],
  ])('%s', ([, change, kind]) => {
    expect(pageState({ ...idle, ...change }).kind).toBe(kind);
  });
});

describe('the first row wins', () => {
  test.for<[string, Partial<PageSituation>, string]>([
    ['not paired before all else', { paired: false, waiting: [capture], tab: privately }, 'unpaired'],
    ['reading before not running', { running: false, busy: true, record: working }, 'working'],
    ['waiting before not running', { running: false, waiting: [capture] }, 'waiting'],
    ['waiting before stuck', { waiting: [stuck, capture] }, 'waiting'],
    ['not running before unsupported', { running: false, tab: closed }, 'away'],
    ['unsupported before private', { tab: { ...closed, incognito: true } }, 'unsupported'],
    [
      'private before what an ordinary window waits for',
      { tab: privately, waiting: [capture], found },
      'private',
    ],
    ['private before blocked', { tab: privately, blocked }, 'private'],
    ['what was allowed for once before blocked', { record: justSaved, found, blocked }, 'just-remembered'],
    ['the failure of what was allowed before blocked', { record: failed, blocked }, 'failed'],
    ['blocked before what waits for nothing', { waiting: [stuck], links: [link], blocked }, 'blocked'],
    ['reading what was allowed before blocked', { busy: true, record: working, blocked }, 'working'],
    ['a failed update before the kept page', { record: failed, found }, 'failed'],
  ])('%s', ([, change, kind]) => {
    expect(pageState({ ...idle, ...change }).kind).toBe(kind);
  });
});

test('a failure says its own sentence', () => {
  expect(pageState({ ...idle, waiting: [stuck] })).toEqual({
    kind: 'failed',
    title,
    code: 'language',
    sentence: 'This page is in a language that is not kept.',
  });
});

test('a refused link says which one it is, so that it can be tried again', () => {
  expect(pageState({ ...idle, links: [link] })).toEqual({
    kind: 'failed',
    title: 'lamps.example',
    code: 'language',
    sentence: 'This page is in a language that is not kept.',
    attempt: { kind: 'link', url: 'https://lamps.example/' },
  });
});
