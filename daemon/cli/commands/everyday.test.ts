import { afterEach, describe, expect, test } from 'vitest';
import type { ResponseOf } from '../../../shared/contract/endpoints.ts';
import { openFakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import type { FakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import { Failure } from '../../failure.ts';

let daemon: FakeDaemon | undefined;
afterEach(async () => {
  await daemon?.close();
  daemon = undefined;
});
const pagekeep = (...typed: string[]) => typeCommand(daemon, typed);

const page = {
  page_id: 7,
  url: 'https://bridges.example/tacoma',
  title: 'Why it fell',
  domain: 'bridges.example',
  language: 'en',
  tags: ['work', 'Straße'],
  note: null,
  retention_policy: 'permanent',
  captured_at: '2026-11-21T10:00:00.000Z',
  timestamp: '2026-11-21T10:00:00.000Z',
  passages: 3,
  content_hash: 'sample',
  cleaner: '2',
} as ResponseOf<'page'>;

describe('wrong usage is exit 2, and the daemon is not asked', () => {
  test.each([
    [['blocklist'], /Usage: pagekeep blocklist/],
    [['blocklist', 'add'], /Usage: pagekeep blocklist/],
    [['blocklist', 'list', 'x'], /Usage: pagekeep blocklist/],
    [['blocklist', 'ban', 'a.example'], /Usage: pagekeep blocklist/],
    [['blocklist', 'add', 'a.example', 'b.example'], /Usage: pagekeep blocklist/],
    [['tag'], /Usage: pagekeep tag/],
    [['tag', page.url, 'work'], /Put \+ before a tag/],
    [['tag', page.url, '+'], /Put \+ before a tag/],
    [['tag', page.url, '-'], /Put \+ before a tag/],
    [['tag', page.url, '+ '], /Put \+ before a tag/],
    [['tag', page.url, '--work'], /'--work'/],
    [['images'], /Usage: pagekeep images/],
    [['images', 'x', '--min-width', 'wide'], /--min-width must be a whole number/],
    [['stats', 'x'], /Usage: pagekeep stats/],
    [['list', '-x'], /'-x'/],
  ])('%j', async (typed, said) => {
    daemon = await openFakeDaemon({});
    const { exit, out, note } = await pagekeep(...typed);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(note).toMatch(said);
    expect(daemon.asked).toEqual([]);
  });
});

test.each([['blocklist', 'list'], ['tag', 'x'], ['images', 'x'], ['stats']])(
  'without a daemon %s is exit 3',
  async (...typed) => {
    expect(await pagekeep(...typed)).toMatchObject({ exit: 3, out: '' });
  },
);

describe('blocklist', () => {
  test('list shows day, pattern and reason', async () => {
    const created_at = '2026-11-21T10:00:00.000Z';
    const blocked_domains = [
      { pattern: 'a.example', description: 'too\nmuch\u001B[31m', created_at },
      { pattern: '*.b.example', description: null, created_at },
    ];
    daemon = await openFakeDaemon({ blocked: () => ({ blocked_domains, count: 2, lists: [] }) });
    expect(await pagekeep('blocklist', 'list')).toMatchObject({
      exit: 0,
      out: '2026-11-21  a.example  too much[31m\n2026-11-21  *.b.example\n',
    });
    const { out } = await pagekeep('blocklist', 'list', '--json');
    expect(JSON.parse(out)).toEqual({ blocked_domains, count: 2, lists: [] });
  });

  test('an empty list says so', async () => {
    daemon = await openFakeDaemon({ blocked: () => ({ blocked_domains: [], count: 0, lists: [] }) });
    expect(await pagekeep('blocklist', 'list')).toMatchObject({ exit: 0, out: 'Nothing is blocked.\n' });
  });

  test('add sends what was typed and says what stays', async () => {
    const answer = { pattern: 'a.example', description: 'why', added: true, kept_pages: 2 };
    daemon = await openFakeDaemon({ block: () => answer });
    const { exit, out } = await pagekeep('blocklist', 'add', 'https://A.example', '--description', 'why');
    expect({ exit, out }).toEqual({
      exit: 0,
      out: 'Blocked a.example. Kept from before: 2 pages; forget them to be rid of them.\n',
    });
    expect(daemon.asked[0]?.body).toEqual({ pattern: 'https://A.example', description: 'why' });
  });

  test('add again is no failure', async () => {
    daemon = await openFakeDaemon({
      block: () => ({ pattern: 'a.example', description: null, added: false, kept_pages: 0 }),
    });
    expect(await pagekeep('blocklist', 'add', 'a.example')).toMatchObject({
      exit: 0,
      out: 'Already blocked: a.example.\n',
    });
    expect(daemon.asked[0]?.body).toEqual({ pattern: 'a.example' });
  });

  test.each([
    ['bad-input', 2],
    ['scope', 4],
    ['not-found', 1],
  ] as const)('a refusal by %s is exit %d in the daemon’s words', async (code, exit) => {
    const refuse = (): never => {
      throw new Failure(code, 'That cannot be done.');
    };
    daemon = await openFakeDaemon({ block: refuse, unblock: refuse });
    for (const deed of ['add', 'remove']) {
      expect(await pagekeep('blocklist', deed, 'ex*mple')).toEqual({
        exit,
        out: '',
        note: 'pagekeep: That cannot be done.\n',
      });
    }
  });

  test('remove says what is allowed again', async () => {
    daemon = await openFakeDaemon({ unblock: () => ({ pattern: 'a.example', removed: true }) });
    expect((await pagekeep('blocklist', 'remove', 'A.example')).out).toBe('No longer blocked: a.example.\n');
  });

  test('test is exit 0 where an address is allowed and 4 where it is blocked', async () => {
    daemon = await openFakeDaemon({
      testBlocked: ({ path }) => {
        const url = new URL(path, 'http://x').searchParams.get('url') ?? '';
        const blocked = url.includes('bad');
        return { url, blocked, pattern: blocked ? '*.bad.example' : null, list: null };
      },
    });
    expect(await pagekeep('blocklist', 'test', 'https://good.example/')).toMatchObject({
      exit: 0,
      out: 'Allowed.\n',
    });
    expect(await pagekeep('blocklist', 'test', 'https://bad.example/?a=b&c')).toMatchObject({
      exit: 4,
      out: 'Blocked by *.bad.example.\n',
      note: '',
    });
    const { exit, out } = await pagekeep('blocklist', 'test', 'https://bad.example/?a=b&c', '--json');
    expect(exit).toBe(4);
    expect(JSON.parse(out)).toEqual({
      url: 'https://bad.example/?a=b&c',
      blocked: true,
      pattern: '*.bad.example',
      list: null,
    });
  });
});

/** A daemon that keeps the page, and its tags as they are sent. */
function openTagging() {
  return openFakeDaemon({
    lookup: () => ({ found: true, blocked: null, page }),
    editPage: ({ body }) => ({ ...page, tags: (body as { tags: string[] }).tags }),
  });
}

describe('tag', () => {
  test('adds and takes away, without minding case, in any order', async () => {
    daemon = await openTagging();
    const { exit, out } = await pagekeep('tag', '-WORK', page.url, '+two words', '++plus', '+a,b');
    expect({ exit, out }).toEqual({ exit: 0, out: '#Straße\n#two words\n#+plus\n#a,b\n' });
    expect(daemon.asked.at(-1)).toMatchObject({
      path: '/api/v1/pages/7',
      body: { tags: ['Straße', 'two words', '+plus', 'a,b'] },
    });
  });

  test('takes the last one away', async () => {
    daemon = await openTagging();
    expect((await pagekeep('tag', page.url, '-work', '-STRASSE', '-straße')).out).toBe('No tags.\n');
  });

  test('shows them, and changes nothing', async () => {
    daemon = await openTagging();
    expect((await pagekeep('tag', page.url)).out).toBe('#work\n#Straße\n');
    expect(daemon.asked.map(({ name }) => name)).toEqual(['lookup']);
  });

  test('an unknown page is exit 1', async () => {
    daemon = await openFakeDaemon({ lookup: () => ({ found: false, blocked: null }) });
    expect(await pagekeep('tag', page.url, '+x')).toMatchObject({
      exit: 1,
      note: 'pagekeep: No page is kept under that address.\n',
    });
  });
});

describe('images', () => {
  const found: ResponseOf<'searchImages'>['results'][number] = {
    image_id: 1,
    image_url: 'https://bridges.example/deck.jpg',
    alt: 'The deck\u0007 twists',
    caption: '',
    title: '',
    context: '',
    matched_by: ['own-words'],
    session_id: null,
    width: 1200,
    height: 800,
    format: 'jpg',
    page_id: 7,
    page_url: page.url,
    page_title: page.title,
    domain: page.domain,
    captured_at: page.captured_at,
    score: 0.8,
    has_thumbnail: false,
    duplicates: [],
  };
  const answer = { query: 'q', results: [found], count: 1, total: 1, took_ms: 2 };

  test('asks what was typed and shows words, address, size and page', async () => {
    daemon = await openFakeDaemon({ searchImages: () => answer });
    const options = ['--formats', 'jpg, png', '--min-width', '640', '--tags', 'a,b'];
    const { exit, out } = await pagekeep('images', 'the deck', 'twisting', ...options);
    expect({ exit, out }).toEqual({
      exit: 0,
      out: ` 1. The deck twists\n    https://bridges.example/deck.jpg\n    1200 × 800 jpg\n    on Why it fell\n    ${page.url}\n`,
    });
    expect(daemon.asked[0]?.body).toEqual({
      query: 'the deck twisting',
      formats: ['jpg', 'png'],
      min_width: 640,
      tags: 'a,b',
    });
  });

  test('a picture of which nobody said the size', async () => {
    const bare = { ...found, alt: '', width: null, height: null, format: null };
    daemon = await openFakeDaemon({ searchImages: () => ({ ...answer, results: [bare] }) });
    expect((await pagekeep('images', 'q')).out).toMatch(
      /^ 1\. A picture without words\n {4}https:.*\n {4}on /,
    );
  });

  test('nothing found is no failure', async () => {
    daemon = await openFakeDaemon({ searchImages: () => ({ ...answer, results: [], count: 0, total: 0 }) });
    expect(await pagekeep('images', 'q')).toMatchObject({ exit: 0, out: 'Nothing found.\n' });
  });
});

test('stats counts by keeping time, language and site', async () => {
  const sync_metrics = {
    total_syncs: 1,
    last_sync_time: null,
    last_sync_duration: null,
    total_records_synced: 0,
    failed_syncs: 0,
    pending_changes: 0,
  };
  const loss_window = {
    acknowledged_pages: 0,
    index_changes: 5,
    index_seconds: 12,
    pending_embeddings: 1,
  };
  const sizes = { database_size_bytes: 4096, index_size_bytes: 2_000_000, using_ram_db: true };
  daemon = await openFakeDaemon({
    stats: () => ({
      ...sizes,
      total_pages: 3,
      total_passages: 9,
      total_images: 4,
      total_thumbnails: 1,
      total_tags: 2,
      by_retention: [{ name: 'permanent', pages: 3 }],
      by_language: [
        { name: 'en', pages: 2 },
        { name: null, pages: 1 },
      ],
      by_domain: [{ name: 'bridges.example', pages: 3 }],
      vector_embeddings: 8,
      pending_embeddings: 1,
      last_captured_at: null,
      sync_metrics,
      retention_breakdown: { permanent: 3 },
      storage_breakdown: { content_mb: 1.5, embeddings_mb: 0.25, metadata_mb: 0.5 },
      recent_activity: [
        {
          url: 'https://bridges.example/arch',
          title: 'The arch\u001B[31m',
          timestamp: '2026-11-21T10:00:00.000Z',
          size_kb: 12.5,
          retention_policy: 'permanent',
        },
      ],
      top_tags: [{ tag: 'stone', count: 2 }],
      sessions: 1,
      database_size_mb: 0.004,
      vec_extension_available: true,
      searches: { count: 12, p50_ms: 8.5, p95_ms: 21 },
      captures: { count: 0, p50_ms: null, p95_ms: null },
      loss_window,
    }),
    databaseStats: () => ({
      ...sizes,
      mode: 'ram',
      disk_db_size_mb: 0.004,
      loss_window,
      sync_metrics,
      health: { pending_changes: 5, last_sync_ago_seconds: 12.4, sync_success_rate: 1 },
    }),
  });
  expect((await pagekeep('stats')).out).toBe(
    [
      'Pages       3',
      'Passages    9, 8 with their meaning',
      'Pictures    4, 1 with a small copy',
      'Tags        2',
      'On disk     4.1 kB pages, 2.0 MB index',
      'Of that     1.5 MB content, 250.0 kB embeddings, 500.0 kB the rest',
      'Index       in RAM, last sync 12 s ago, 5 changes pending',
      'Power cut   0 saved pages lost; 5 index changes of the last 12 s made anew',
      'Searches    p50 8.5 ms, p95 21 ms, of the last 12',
      'Captures    none since the start',
      'Sessions    1',
      'Keep             3  permanent',
      'Language         2  en',
      '                 1  not known',
      'Site             3  bridges.example',
      'Tag              2  stone',
      'Recent      2026-11-21  12.5 kB  The arch[31m\n',
    ].join('\n'),
  );
  expect(JSON.parse((await pagekeep('stats', '--json')).out)).toMatchObject({
    total_pages: 3,
    health: { pending_changes: 5 },
  });
});
