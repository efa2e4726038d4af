import { afterEach, describe, expect, test } from 'vitest';
import { endpoints } from '../../shared/contract/endpoints.ts';
import type { ResponseOf } from '../../shared/contract/endpoints.ts';
import { FAILURE_CODES } from '../../shared/contract/failure.ts';
import { openFakeDaemon } from '../../test/fakes/fake-daemon.ts';
import type { FakeDaemon } from '../../test/fakes/fake-daemon.ts';
import { typeCommand } from '../../test/fakes/type-command.ts';
import { Failure } from '../failure.ts';
import { COMMANDS } from './commands.ts';
import { exitCodeOf } from './exit-code.ts';

let daemon: FakeDaemon | undefined;
afterEach(async () => {
  await daemon?.close();
  daemon = undefined;
});

const pagekeep = (typed: string[], options?: Parameters<typeof typeCommand>[2]) =>
  typeCommand(daemon, typed, options);

const page = {
  page_id: 7,
  url: 'https://bridges.example/tacoma',
  title: 'Why it fell',
  domain: 'bridges.example',
  language: 'en',
  tags: ['work'],
  note: null,
  retention_policy: 'permanent',
  captured_at: '2026-11-21T10:00:00.000Z',
  timestamp: '2026-11-21T10:00:00.000Z',
  passages: 3,
  content_hash: 'sample',
  cleaner: '2',
};

const stored = (url: string): ResponseOf<'store'> => ({
  url,
  page_id: 1,
  title: 'A page',
  content_preview: '',
  content_length: 10,
  passages: 2,
  stored: true,
  retention_policy: 'permanent',
});

describe('wrong usage is exit 2 with one sentence on stderr and nothing on stdout', () => {
  const cases: [string, string[], RegExp][] = [
    ['an unknown command', ['rememeber'], /no command "rememeber"/],
    ['a name of JavaScript as command', ['constructor'], /no command "constructor"/],
    ['an unknown option', ['search', '--colour', 'x'], /--colour/],
    ['an option without its value', ['search', 'x', '--limit'], /--limit/],
    ['a value for a flag', ['forget', 'https://a.example/', '--dry-run=maybe'], /dry-run/],
    ['a word too few', ['read'], /Usage: pagekeep read URL/],
    ['a word too many', ['read', 'a', 'b'], /Usage: pagekeep read URL/],
    ['a number that is none', ['search', 'x', '--limit', 'ten'], /--limit must be a whole number/],
    ['a negative number', ['list', '--limit=-1'], /--limit must be a whole number/],
    ['an unknown deed of token', ['token', 'make', 'x'], /Usage: pagekeep token/],
    ['an unknown scope', ['token', 'create', 'x', '--scopes', 'root'], /--scopes may hold/],
    ['no address on stdin', ['remember', '-'], /No address/],
    ['a port that is none', ['start', '--port', 'http'], /--port must be a whole number/],
    ['a data folder that is none', ['status', '--data-dir', ''], /--data-dir must be the path/],
  ];
  test.each(cases)('%s', async (_, typed, said) => {
    daemon = await openFakeDaemon({});
    const { exit, out, note } = await pagekeep(typed);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(note).toMatch(said);
    expect(note.trim().split('\n')).toHaveLength(1);
    expect(daemon.asked).toEqual([]);
  });

  test('nothing at all shows what there is', async () => {
    const { exit, out } = await pagekeep([]);
    expect(exit).toBe(2);
    for (const name of Object.keys(COMMANDS)) expect(out).toContain(`  ${name}`);
  });
});

test.each(Object.keys(COMMANDS))('%s --help teaches by example', async (name) => {
  const { exit, out } = await pagekeep([name, '--help']);
  expect(exit).toBe(0);
  expect(out).toContain(`Examples:\n  pagekeep ${name}`);
  expect((await pagekeep(['help', name])).out).toBe(out);
});

test('--version says the version', async () => {
  expect(await pagekeep(['--version'])).toMatchObject({ exit: 0, out: '1.2.3\n' });
});

describe('without a daemon', () => {
  const asking = [
    ['status'],
    ['search', 'x'],
    ['list'],
    ['read', 'x'],
    ['forget', 'x'],
    ['sync'],
    ['pair'],
    ['open'],
    ['token', 'list'],
    ['remember', 'x'],
  ];
  test.each(asking)('%s is exit 3', async (...typed) => {
    const { exit, out, note } = await pagekeep(typed);
    expect({ exit, out }).toEqual({ exit: 3, out: '' });
    expect(note).toBe('pagekeep: Pagekeep is not running. Start it with: pagekeep start\n');
  });

  test('--json says so in JSON too', async () => {
    const { out } = await pagekeep(['list', '--json']);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'unreachable' } });
  });

  test('stop has nothing to do', async () => {
    expect(await pagekeep(['stop'])).toMatchObject({ exit: 0, out: 'Pagekeep is not running.\n' });
  });
});

test('every code of a refusal has its exit', () => {
  const byExit = Object.groupBy(FAILURE_CODES, (code) => exitCodeOf(new Failure(code, 'No.')));
  expect(byExit[2]).toEqual(['bad-input', 'too-long', 'url-invalid']);
  expect(byExit[4]).toEqual(
    expect.arrayContaining(['unauthorized', 'forbidden', 'scope', 'blocked', 'address-forbidden']),
  );
  expect(byExit[1]).toEqual(expect.arrayContaining(['not-found', 'fetch-failed', 'internal', 'disk-full']));
  expect(byExit[0]).toBeUndefined();
});

/** A daemon that keeps every page but those with "bad" in their address. */
function refusing(code: 'address-forbidden' | 'url-invalid' | 'unauthorized') {
  return openFakeDaemon({
    store({ body }) {
      const { url } = body as { url: string };
      if (url.includes('bad')) throw new Failure(code, 'That cannot be fetched.');
      return stored(url);
    },
  });
}

describe('remember', () => {
  test('sends each address once, with tags, note and retention, and the token', async () => {
    daemon = await openFakeDaemon({ store: ({ body }) => stored((body as { url: string }).url) });
    const typed = [
      'remember',
      'https://a.example/',
      '-',
      '--tags',
      'x,y',
      '--note',
      'n',
      '--retention',
      '7_days',
    ];
    const input = '# a list\nhttps://b.example/\n\nhttps://a.example/\r\n';
    const { exit, out } = await pagekeep(typed, { input });
    expect(exit).toBe(0);
    expect(out.match(/^remembered/gm)).toHaveLength(2);
    const rest = { tags: 'x,y', note: 'n', retention_policy: '7_days' };
    expect(daemon.asked.map(({ body }) => body)).toEqual([
      { url: 'https://a.example/', ...rest },
      { url: 'https://b.example/', ...rest },
    ]);
    expect(daemon.asked[0]?.bearer).toBe('Bearer cli-secret');
  });

  test('some failed: exit 5, each is listed', async () => {
    daemon = await refusing('url-invalid');
    const { exit, out, note } = await pagekeep(['remember', 'bad:1', 'https://a.example/', 'bad:2']);
    expect(exit).toBe(5);
    expect(out.match(/^remembered/gm)).toHaveLength(1);
    expect(note).toMatch(/failed +bad:1 .*\n.*failed +bad:2 .*\n1 remembered, 2 failed/);
  });

  test('some failed, as JSON', async () => {
    daemon = await refusing('url-invalid');
    const { exit, out, note } = await pagekeep(['remember', 'bad:1', 'https://a.example/', '--json']);
    expect({ exit, note }).toEqual({ exit: 5, note: '' });
    expect(JSON.parse(out)).toMatchObject({
      stored: [{ url: 'https://a.example/' }],
      failed: [{ url: 'bad:1', code: 'url-invalid', message: 'That cannot be fetched.' }],
    });
  });

  test.each([
    ['url-invalid', 2],
    ['address-forbidden', 4],
  ] as const)('all failed by %s: exit %d', async (code, exit) => {
    daemon = await refusing(code);
    expect((await pagekeep(['remember', 'bad:1', 'bad:2'])).exit).toBe(exit);
  });

  test('without a right to ask, the second is not tried', async () => {
    daemon = await refusing('unauthorized');
    expect((await pagekeep(['remember', 'bad:1', 'bad:2'])).exit).toBe(4);
    expect(daemon.asked).toHaveLength(1);
  });

  const odd = [
    'javascript:alert(1)',
    'http://[',
    'file:///etc/passwd',
    'http://a\u0000b/',
    '💥',
    `https://a.example/${'x'.repeat(8000)}`,
  ];
  test.each(odd)('the odd address %j arrives as it was typed', async (url) => {
    daemon = await openFakeDaemon({ store: () => stored('x') });
    await pagekeep(['remember', '--', url]);
    expect(daemon.asked.map(({ body }) => body)).toEqual([{ url }]);
  });
});

describe('search', () => {
  const found: ResponseOf<'search'>['results'][number] = {
    ...page,
    passage_id: 1,
    content: 'The wind\nmade the \u001B[31mdeck\u001B[0m twist.',
    heading_path: ['History', 'The fall'],
    start: 0,
    end: 30,
    anchor: { exact: '', prefix: '', suffix: '' },
    jump_url: 'https://bridges.example/tacoma#:~:text=wind',
    highlights: [
      [4, 8],
      [23, 27],
    ],
    similarity_score: 0.7,
    score: 0.9,
    matched_by: ['words'],
    kind: 'text',
  };
  const answer = {
    query: 'q',
    results: [found],
    count: 1,
    total: 1,
    took_ms: 3,
    notice: 'Showing exact words for now.',
  };

  test('asks what was typed', async () => {
    daemon = await openFakeDaemon({ search: () => answer });
    await pagekeep(['search', 'why', 'it fell', '--limit', '3', '--tags', 'a,b', '--mode', 'keyword']);
    expect(daemon.asked[0]?.body).toEqual({ query: 'why it fell', limit: 3, tags: 'a,b', mode: 'keyword' });
  });

  test('in a pipe: plain text, no control character of the page', async () => {
    daemon = await openFakeDaemon({ search: () => answer });
    const { exit, out, note } = await pagekeep(['search', 'q']);
    expect(exit).toBe(0);
    expect(out).toBe(
      ' 1. Why it fell\n    https://bridges.example/tacoma#:~:text=wind\n    History › The fall\n    The wind made the [31mdeck[0m twist.\n',
    );
    expect(note).toBe('Showing exact words for now.\n');
  });

  test('on a terminal: matching words in bold, and only our own escapes', async () => {
    daemon = await openFakeDaemon({ search: () => answer });
    const { out } = await pagekeep(['search', 'q'], { tty: true });
    expect(out).toContain('The \u001B[1mwind\u001B[22m made the [31m\u001B[1mdeck\u001B[22m[0m twist.');
  });

  test('what was searched for instead is said, and can be turned off; a dash belongs to its word', async () => {
    const respelled = [
      { from: 'tacma', to: 'tacoma' },
      { from: 'brige', to: 'bridge' },
    ];
    daemon = await openFakeDaemon({ search: () => ({ ...answer, respelled, notice: undefined }) });
    const { note } = await pagekeep(['search', 'tacma', 'brige', '-deck', '--as-typed']);
    expect(daemon.asked[0]?.body).toEqual({ query: 'tacma brige -deck', respell: false });
    expect(note).toBe(
      'Searched for “tacoma” and “bridge” instead of “tacma” and “brige”; --as-typed searches as typed.\n',
    );
  });

  test('the sentences that answer stand before the pages, on one line each, and no page commands the terminal', async () => {
    const quoted = { ...found, quote: 'The wind\nmade \u001B[31mit twist.', score: 0.8 };
    const answers = [{ ...quoted, anchor: { exact: quoted.quote, prefix: '', suffix: '' } }];
    const evidence = { found: true, score: 0.9 };
    daemon = await openFakeDaemon({ search: () => ({ ...answer, evidence, answers, notice: undefined }) });
    const { out, note } = await pagekeep(['search', 'q', '--answers', '1']);
    expect(daemon.asked[0]?.body).toEqual({ query: 'q', answers: 1 });
    expect(out).toMatch(
      /^“The wind made \[31mit twist\.”\n {4}Why it fell, 2026-11-21\n {4}https:\S+\n\n 1\. Why it fell\n/u,
    );
    expect(note).toBe('');
  });

  test('that nothing answers is said beside the nearest pages', async () => {
    const evidence = { found: false, score: 0.1 };
    daemon = await openFakeDaemon({ search: () => ({ ...answer, evidence, notice: undefined }) });
    const { exit, out, note } = await pagekeep(['search', 'q']);
    expect({ exit, note }).toEqual({
      exit: 0,
      note: 'Nothing that is kept answers this; these pages are only the nearest.\n',
    });
    expect(out).toContain(' 1. Why it fell');
    expect((await pagekeep(['search', 'q', '--json'])).note).toBe('');
  });

  test('nothing found is no failure', async () => {
    daemon = await openFakeDaemon({ search: () => ({ ...answer, results: [], count: 0, total: 0 }) });
    expect(await pagekeep(['search', 'q'])).toMatchObject({ exit: 0, out: 'Nothing found.\n' });
  });

  test('what the daemon refuses is said in its words', async () => {
    daemon = await openFakeDaemon({
      search() {
        throw new Failure('bad-input', 'limit must be a whole number from 1 to 100.');
      },
    });
    const { exit, note } = await pagekeep(['search', 'q', '--limit', '0']);
    expect({ exit, note }).toEqual({
      exit: 2,
      note: 'pagekeep: limit must be a whole number from 1 to 100.\n',
    });
  });
});

describe('the other verbs', () => {
  test('list shows day, title, tags and address, and how to go on', async () => {
    daemon = await openFakeDaemon({
      list: () => ({ content: [page], count: 1, total_count: 9, next_cursor: 'c9' }),
    });
    const { out, note } = await pagekeep(['list', '--tag', 'work', '--limit', '1']);
    expect(out).toBe('2026-11-21  Why it fell #work\n            https://bridges.example/tacoma\n');
    expect(note).toContain('1 of 9. More: pagekeep list --cursor c9');
    expect(daemon.asked[0]?.path).toBe(`${endpoints.list.path}?limit=1&tag=work`);
  });

  test('read prints the Markdown, forget names what went', async () => {
    const receipt = {
      receipt_id: 'R1',
      pages: 1,
      passages: 3,
      vectors: 3,
      images: 0,
      versions: 1,
      checked: true,
      removed_count: 1,
    };
    const preview = { dry_run: true as const, pages: 1, passages: 3, images: 0, versions: 1, listed: [page] };
    daemon = await openFakeDaemon({
      lookup: () => ({ found: true, blocked: null, page }),
      markdown: () => '# Why\u0007 it fell\n\nWind.\n',
      forgetMany: ({ body }) => ((body as { dry_run?: boolean }).dry_run === true ? preview : receipt),
    });
    expect((await pagekeep(['read', page.url])).out).toBe('# Why it fell\n\nWind.\n');
    expect((await pagekeep(['forget', page.url, '--dry-run'])).out).toMatch(/^Would forget Why it fell/);
    expect(
      daemon.asked.some(({ name, body }) => name === 'forgetMany' && !('dry_run' in (body as object))),
    ).toBe(false);
    expect((await pagekeep(['forget', page.url])).out).toMatch(
      /^Forgot Why it fell .* 3 passages, 3 vectors.* Receipt R1\. /,
    );
    expect(daemon.asked.at(-1)).toMatchObject({ name: 'forgetMany', body: { url: page.url } });
  });

  test('forget asks for --yes before several pages go, and with --wait says what was looked at', async () => {
    const listed = [page, { ...page, page_id: 2, title: 'Another' }];
    const counts = { pages: 2, passages: 6, images: 1, versions: 0 };
    const receipt = { ...counts, receipt_id: '77', vectors: 6, checked: false, removed_count: 2 };
    const found = {
      rows: 0,
      texts: 40,
      files: 5,
      bytes: 9000,
      found_in: [] as string[],
      copies: ['backups/b'],
    };
    let state: 'removed' | 'checked' = 'removed';
    daemon = await openFakeDaemon({
      forgetMany: ({ body }) =>
        'dry_run' in (body as object) ? { dry_run: true, ...counts, listed } : receipt,
      receipt: () => {
        const checked = state === 'checked';
        const answer = {
          ...receipt,
          checked,
          state,
          forgotten_at: page.timestamp,
          checks: checked ? found : null,
        };
        state = 'checked';
        return answer;
      },
    });
    const careful = await pagekeep(['forget', '--tag', 'work']);
    expect(careful).toMatchObject({ exit: 2, out: '' });
    expect(careful.note).toContain('2 pages, 6 passages:\n  Why it fell');
    expect(daemon.asked.map(({ body }) => body)).toEqual([{ tag: 'work', dry_run: true }]);
    const { exit, out } = await pagekeep([
      'forget',
      '--tag',
      'work',
      '--before',
      '2026-01-01',
      '--yes',
      '--backups',
      '--wait',
    ]);
    expect(exit).toBe(0);
    expect(out).toContain('Forgot 2 pages: 6 passages, 6 vectors, 1 image, 0 earlier versions. Receipt 77.');
    expect(out).toContain('Looked through 5 files for 40 texts of them: nothing is left.');
    expect(out).toContain('Backups made before still hold it: backups/b.');
    expect(daemon.asked.at(-2)?.path).toBe('/api/v1/receipts/77');
    expect(await pagekeep(['forget'])).toMatchObject({ exit: 2 });
    expect(await pagekeep(['forget', '--query', 'x', '--wait', '--json'])).toMatchObject({ exit: 2 });
  });

  test('an unknown page is exit 1', async () => {
    daemon = await openFakeDaemon({
      lookup: () => ({ found: false, blocked: null }),
      forgetMany: () => ({ dry_run: true, pages: 0, passages: 0, images: 0, versions: 0, listed: [] }),
    });
    for (const verb of ['read', 'forget']) {
      expect(await pagekeep([verb, 'https://a.example/'])).toMatchObject({
        exit: 1,
        note: 'pagekeep: No page is kept under that address.\n',
      });
    }
  });

  test('token create prints the secret alone on stdout', async () => {
    daemon = await openFakeDaemon({
      createToken: () => ({ client_id: 'c1', token: 'secret', scopes: ['read'], contract: 1 }),
    });
    const { out, note } = await pagekeep(['token', 'create', 'backup']);
    expect(out).toBe('secret\n');
    expect(note).toContain('c1');
    expect(daemon.asked[0]?.body).toEqual({ name: 'backup', scopes: ['read'] });
  });

  test('pair groups the digits', async () => {
    daemon = await openFakeDaemon({
      openPairing: () => ({ digits: '12345678', code: 'c', check: '0000', expires_at: '' }),
    });
    const { out } = await pagekeep(['pair']);
    expect(out).toContain(`http://127.0.0.1:${daemon.port}/connect#`);
    expect(out).toMatch(/ 1234 5678\n/u);
  });

  test('an API key in the environment is the bearer', async () => {
    daemon = await openFakeDaemon({ tokens: () => ({ tokens: [] }) });
    await pagekeep(['token', 'list'], { env: { PAGEKEEP_API_KEY: 'k' } });
    expect(daemon.asked[0]?.bearer).toBe('Bearer k');
  });

  test('start finds itself running: exit 0, and nothing is loaded', async () => {
    daemon = await openFakeDaemon({ health: () => ({ status: 'healthy', ready: true }) });
    const { exit, out } = await pagekeep(['start']);
    expect(exit).toBe(0);
    expect(out).toContain(`already runs on http://127.0.0.1:${daemon.port}`);
  });

  test('a stranger on the port is exit 3', async () => {
    daemon = await openFakeDaemon({ sync: () => ({}) as ResponseOf<'sync'> });
    const { exit, note } = await pagekeep(['sync']);
    expect(exit).toBe(3);
    expect(note).toContain('Something other than Pagekeep');
  });
});
