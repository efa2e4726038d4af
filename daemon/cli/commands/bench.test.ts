import { afterEach, expect, test } from 'vitest';
import { openFakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import type { Asked, FakeDaemon } from '../../../test/fakes/fake-daemon.ts';
import { typeCommand } from '../../../test/fakes/type-command.ts';
import type { FoundPassage } from '../../../shared/contract/passage.ts';
import type { ListedPage } from '../../../shared/contract/page.ts';
import { Failure } from '../../failure.ts';

let daemon: FakeDaemon | undefined;
afterEach(async () => {
  await daemon?.close();
  daemon = undefined;
});
const pagekeep = (...typed: string[]) => typeCommand(daemon, ['bench', ...typed]);

const MARKDOWN = [
  '# Otters',
  'The first sentence of this page is long enough to be asked for and is not in the middle.',
  '## Webbed feet of otters',
  'An otter kicks both of its hind feet [at once](https://a.example) and steers with a **long heavy** tail.',
  'The last sentence of this page is long enough to be asked for and is not in the middle.',
].join('\n\n');

function keptPages(count: number): ListedPage[] {
  return Array.from({ length: count }, (_, at) => {
    const page = {
      page_id: at + 1,
      url: `https://a.example/${at}`,
      title: `Page ${at + 1}`,
      domain: 'a.example',
    };
    const times = { captured_at: '2026-11-21T10:00:00.000Z', timestamp: '2026-11-21T10:00:00.000Z' };
    const rest = { language: 'en', tags: [], note: null, retention_policy: 'permanent', passages: 1 };
    return { ...page, ...times, ...rest, content_hash: String(at), cleaner: '2' };
  });
}

/** A daemon that finds page 1 before all others, but a title in the place that is its number. */
function openLibrary(
  count: number,
  search: (asked: Asked) => number[] = () => [1],
  pending = 0,
): Promise<FakeDaemon> {
  const content = keptPages(count);
  return openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true, pending }),
    list: () => ({ content, count, total_count: count, next_cursor: null }),
    markdown: () => MARKDOWN,
    search: (asked) => ({
      query: '',
      results: search(asked).map((page_id) => found(page_id)),
      count: 1,
      total: 1,
      took_ms: 1,
    }),
  });
}

function found(page_id: number): FoundPassage {
  const page = { page_id, passage_id: page_id, url: 'https://a.example/', title: '', domain: 'a.example' };
  const place = { content: '', heading_path: [], start: 0, end: 0, jump_url: '', highlights: [] };
  const times = { captured_at: '2026-11-21T10:00:00.000Z', timestamp: '2026-11-21T10:00:00.000Z' };
  const scores = { similarity_score: null, score: 1, matched_by: [], tags: [], language: null };
  const anchor = { exact: '', prefix: '', suffix: '' };
  return { ...page, ...place, ...times, ...scores, anchor, retention_policy: 'permanent', kind: 'text' };
}

test('every page is asked for by title, heading and a sentence that lost a third of its words, in every mode', async () => {
  daemon = await openLibrary(1);
  const { exit, out } = await pagekeep('recall', '--json');
  expect(exit).toBe(0);
  const { rows, ...rest } = JSON.parse(out);
  expect(rest).toEqual({ kept: 1, pages: 1, pending: 0, seed: 1 });
  expect(rows.map((row: { kind: string; mode: string }) => `${row.kind} ${row.mode}`)).toEqual(
    ['title', 'heading', 'sentence'].flatMap((kind) =>
      ['hybrid', 'semantic', 'keyword'].map((mode) => `${kind} ${mode}`),
    ),
  );
  expect(rows[0]).toMatchObject({ questions: 1, hit_at_1: 1, hit_at_5: 1, hit_at_10: 1, mrr: 1 });
  const questions = [
    ...new Set(daemon.asked.flatMap(({ name, body }) => (name === 'search' ? [query(body)] : []))),
  ];
  expect(questions.slice(0, 3)).toEqual(['anything', 'Page 1', 'Webbed feet of otters']);
  const sentence = 'An otter kicks both of its hind feet at once and steers with a long heavy tail.'.split(
    ' ',
  );
  const kept = questions[3]?.split(' ') ?? [];
  expect(kept).toHaveLength(sentence.length - Math.floor(sentence.length / 3));
  expect(kept.every((word) => sentence.includes(word))).toBe(true);
});

function query(body: unknown): string {
  return (body as { query: string }).query;
}

test('a rank is the place of the page among the first ten, and the mean counts what was not found as nothing', async () => {
  daemon = await openLibrary(3, ({ body }) => {
    const asked = query(body);
    if (asked === 'Page 1') return [1];
    if (asked === 'Page 2') return [7, 2];
    return [7, 8, 9];
  });
  const { out } = await pagekeep('recall', '--json');
  const [title] = JSON.parse(out).rows;
  expect(title).toMatchObject({ questions: 3, hit_at_1: 0.333, hit_at_5: 0.667, hit_at_10: 0.667, mrr: 0.5 });
});

test('the same seed asks the same, another seed something else', async () => {
  const asked: string[] = [];
  for (const seed of ['3', '3', '4']) {
    daemon = await openLibrary(40);
    await pagekeep('recall', '--sample', '2', '--seed', seed);
    asked.push(JSON.stringify(daemon.asked.map(({ path, body }) => [path, body])));
    await daemon.close();
    daemon = undefined;
  }
  expect(asked[0]).toBe(asked[1]);
  expect(asked[0]).not.toBe(asked[2]);
});

test('a title that two pages share is not asked for', async () => {
  const content = keptPages(2).map((page) => ({ ...page, title: 'Home' }));
  daemon = await openFakeDaemon({
    health: () => ({ status: 'healthy', ready: true }),
    list: () => ({ content, count: 2, total_count: 2, next_cursor: null }),
    markdown: () => MARKDOWN,
    search: () => ({ query: '', results: [], count: 0, total: 0, took_ms: 1 }),
  });
  const { out } = await pagekeep('recall', '--json');
  expect(JSON.parse(out).rows.map((row: { kind: string }) => row.kind)).not.toContain('title');
});

test('a person reads a table, and hears that few pages say little', async () => {
  daemon = await openLibrary(1);
  const { exit, out, note } = await pagekeep('recall');
  expect(exit).toBe(0);
  expect(out).toMatch(
    /^1 page of 1 asked for\.\nSo few pages are kept that these figures say little yet\.\n/u,
  );
  expect(out).toMatch(/asked by +questions +mode +hit@1 +hit@5 +hit@10 +MRR\n/u);
  expect(out).toMatch(/\nsentence +1 +keyword +1\.000 +1\.000 +1\.000 +1\.000\n/u);
  expect(note).toMatch(/Asking 9 of 9/u);
});

test('passages that wait for their vectors are said', async () => {
  daemon = await openLibrary(30, undefined, 12);
  const { out } = await pagekeep('recall');
  expect(out).toMatch(
    /^30 pages of 30 asked for\.\n12 passages cannot be found by meaning yet\.\n\nasked by/u,
  );
});

test('an empty library is a sentence, not an error', async () => {
  daemon = await openLibrary(0);
  expect(await pagekeep('recall')).toMatchObject({
    exit: 0,
    out: 'Nothing is kept yet. Remember some pages first.\n',
  });
  const { out } = await pagekeep('recall', '--json');
  expect(JSON.parse(out)).toEqual({ kept: 0, pages: 0, pending: 0, seed: 1, rows: [] });
});

test('without a model words are measured, and that is said and exit 5', async () => {
  daemon = await openLibrary(2, ({ body }) => {
    if ((body as { mode: string }).mode === 'semantic') throw new Failure('not-ready', 'Not yet.');
    return [1];
  });
  const { exit, out, note } = await pagekeep('recall', '--json');
  expect(exit).toBe(5);
  expect(JSON.parse(out).rows.map((row: { mode: string }) => row.mode)).toEqual([
    'keyword',
    'keyword',
    'keyword',
  ]);
  expect(note).toContain('Search by meaning is not ready, so only words were measured.');
});

test('whoever asks too much for one minute is only slower', async () => {
  let refusals = 0;
  daemon = await openLibrary(1, () => {
    if (refusals++ === 1) throw new Failure('rate-limited', 'Too many requests: try again in 1 s.');
    return [1];
  });
  expect((await pagekeep('recall', '--json')).exit).toBe(0);
});

test.each([
  [['recal'], /Usage: pagekeep bench recall/u],
  [[], /Usage: pagekeep bench recall/u],
  [['recall', 'x'], /Usage: pagekeep bench recall/u],
  [['recall', '--sample', '0'], /--sample must be at least 1/u],
  [['recall', '--sample', 'many'], /--sample must be a whole number/u],
  [['recall', '--seed', '-1'], /--seed/u],
])('%j is exit 2, and nothing is asked', async (typed, said) => {
  daemon = await openLibrary(1);
  const { exit, out, note } = await pagekeep(...typed);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(note).toMatch(said);
  expect(daemon.asked).toEqual([]);
});

test('without a daemon it is exit 3', async () => {
  expect(await typeCommand(undefined, ['bench', 'recall'])).toMatchObject({ exit: 3, out: '' });
});
