import { afterEach, expect, test } from 'vitest';
import type { ResponseOf } from '../../../shared/contract/endpoints.ts';
import { openFakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import type { FakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { Failure } from '../../failure.ts';

const URL = 'https://valley.example/trees';
const found = { found: true, blocked: null, page: { page_id: 7, url: URL, title: 'Trees' } };
const lookup = () => pageOf(found);
const version = (n: number, day: string) => ({
  version: n,
  captured_at: `2026-${day}T10:00:00.000Z`,
  last_seen_at: `2026-${day}T10:00:00.000Z`,
  title: 'Trees',
  passages: 4,
  current: n === 2,
});

let daemon: FakeDaemon;
afterEach(() => daemon.close());
const pagekeep = (...typed: string[]) => typeCommand(daemon, typed);

/** A page as the daemon lists it, of which these tests look at three fields. */
function pageOf(answer: typeof found): ResponseOf<'lookup'> {
  const rest = {
    domain: 'valley.example',
    language: 'en',
    tags: [],
    note: null,
    retention_policy: 'permanent',
  };
  const times = { captured_at: '2026-02-01T10:00:00.000Z', timestamp: '2026-02-01T10:00:00.000Z' };
  return {
    ...answer,
    page: { ...answer.page, ...rest, ...times, passages: 4, content_hash: 'sample', cleaner: '2' },
  };
}

test('versions lists how a page read, and says what changed, without any sign a page could move the cursor by', async () => {
  daemon = await openFakeDaemon({
    lookup,
    versions: () => ({ page_id: 7, versions: [version(2, '02-01'), version(1, '01-01')], count: 2 }),
    versionDiff: () => ({
      page_id: 7,
      from: version(1, '01-01'),
      to: version(2, '02-01'),
      added: [{ heading_path: [], text: 'Pears.\u001B[2J' }],
      removed: [],
      changed: [{ heading_path: [], before: 'Few figs.', after: 'Many figs.' }],
      counts: { added: 1, removed: 0, changed: 1, unchanged: 3 },
    }),
  });
  const list = await pagekeep('versions', URL);
  expect(list.out).toBe('2  2026-02-01  4 passages (now)  Trees\n1  2026-01-01  4 passages  Trees\n');
  const diff = await pagekeep('versions', URL, '--diff', '1', '--against', '2');
  expect(diff.exit).toBe(0);
  expect(diff.out).toContain('1 changed, 0 removed, 1 added, 3 unchanged.');
  expect(diff.out).toContain('- Few figs.\n+ Many figs.');
  expect(diff.out).not.toContain('\u001B');
  expect(daemon.asked.at(-1)?.path).toMatch(/^\/api\/v1\/pages\/7\/versions\/1\/diff\?.*against=2/);
});

test('a version that is not kept, and a number that is none, are said', async () => {
  daemon = await openFakeDaemon({
    lookup,
    versionDiff: () => {
      throw new Failure('not-found', 'Page 7 has no version 9; it has 2, 1.');
    },
  });
  expect(await pagekeep('versions', URL, '--diff', '9')).toMatchObject({
    exit: 1,
    note: expect.stringContaining('no version 9'),
  });
  expect(await pagekeep('versions', URL, '--diff', 'last')).toMatchObject({ exit: 2 });
});

test('read and search ask about the past where that is said', async () => {
  daemon = await openFakeDaemon({
    lookup,
    markdown: () => '# As it was',
    search: () => ({ query: 'figs', results: [], count: 0, total: 0, took_ms: 1 }),
  });
  expect((await pagekeep('read', URL, '--as-of', '2026-01-10')).out).toContain('As it was');
  expect(daemon.asked.at(-1)?.path).toContain('as_of=2026-01-10');
  await pagekeep('search', 'figs', '--as-of', '2026-01-10');
  expect(daemon.asked.at(-1)?.body).toMatchObject({ as_of: '2026-01-10' });
});

test('forget takes what is over, or says what would go', async () => {
  daemon = await openFakeDaemon({
    expiring: () => ({
      pages: [
        {
          page_id: 7,
          url: URL,
          title: 'Trees',
          retention_policy: '7_days',
          expires_at: '2026-01-08T10:00:00.000Z',
        },
      ],
      count: 1,
      next_sweep_at: '2026-01-09T00:00:00.000Z',
    }),
    sweep: () => ({ removed_count: 1, receipt_id: 'r-1' }),
    list: () => ({
      content: [lookup().page].flatMap((page) => page ?? []),
      count: 1,
      total_count: 1,
      next_cursor: null,
    }),
    clearTemp: () => ({ removed_count: 2, session_id: 's' }),
  });
  expect((await pagekeep('forget', '--expired', '--dry-run')).out).toBe('2026-01-08T10:00:00.000Z  Trees\n');
  expect((await pagekeep('forget', '--expired')).out).toBe(
    'Forgot 1 page whose days were over. Receipt r-1.\n',
  );
  expect((await pagekeep('forget', '--sessions')).out).toBe('Forgot 2 pages kept for a session.\n');
  expect(daemon.asked.at(-1)?.body).toEqual({ all: true });
  expect((await pagekeep('forget', '--sessions', '--dry-run')).out).toBe('Trees\n');
  expect(daemon.asked.at(-1)?.path).toContain('filter=session_only');
});
