// What a person types about many pages, beside a real daemon and a real site.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobReport } from '../../shared/contract/job.ts';
import { linkedPage } from '../fakes/linked-site.ts';
import { openCrawlHouse } from '../fakes/open-crawl-house.ts';
import { typeCommand } from '../fakes/type-command.ts';
import type { Page } from '../fakes/web-site.ts';

const gone: Page = (_request, response) => response.writeHead(404).end();

async function open(pages: Record<string, Page>) {
  const all = await openCrawlHouse(pages);
  const env = { PAGEKEEP_DATA_DIR: all.folder };
  const type = (typed: readonly string[], input = '') => typeCommand(undefined, typed, { env, input });
  return { ...all, type };
}

test('crawl keeps a site, says what failed, and is partly done then', async () => {
  const { at, type, house } = await open({
    '/': linkedPage('/', ['/a', '/gone']),
    '/a': linkedPage('/a', []),
    '/gone': gone,
  });
  const whole = await type(['crawl', at('/'), '--pages', '5', '--tags', 'docs', '--exclude', '*/gone']);
  expect({ exit: whole.exit, out: whole.out }).toEqual({
    exit: 0,
    out: expect.stringMatching(/^2 pages, 1 left out \(pattern 1\) in [\d.]+ s\.\n$/) as string,
  });
  const partly = await type(['crawl', at('/'), '--json']);
  expect(partly.exit).toBe(5);
  const report = JSON.parse(partly.out) as JobReport;
  expect(report).toMatchObject({ pages_crawled: 2, pages_unchanged: 2, pages_failed: 1 });
  const told = await type(['crawl', at('/')]);
  expect(told.note).toMatch(/failed\s+http.*\/gone {2}There is no page at this address any more \(404\)\./);
  expect(told.out).toContain(`pagekeep jobs retry `);
  expect((await house.call('list')).total_count).toBe(2);
});

test('crawl --print keeps nothing, one page or several', async () => {
  const { at, type, house } = await open({ '/': linkedPage('/', ['/a']), '/a': linkedPage('/a', []) });
  const one = await type(['crawl', at('/'), '--depth', '0', '--print']);
  expect(one).toMatchObject({ exit: 0, out: expect.stringContaining('keeps the') as string });
  const both = await type(['crawl', at('/'), '--print']);
  expect(both.out).toContain(`<!-- ${at('/a')} -->`);
  expect((await house.call('list')).total_count).toBe(0);
  expect((await type(['crawl', at('/'), '--depth', '0'])).exit).toBe(0);
  expect((await house.call('list')).total_count).toBe(1);
});

test('batch takes a file or what comes in, and resumes what failed alone', async () => {
  let isBack = false;
  const { asked, at, folder, type } = await open({
    '/a': linkedPage('/a', []),
    '/b': (request, response) => (isBack ? linkedPage('/b', []) : gone)(request, response),
  });
  const file = join(folder, 'list.txt');
  writeFileSync(file, `# two pages\n${at('/a')}\n\n${at('/b')}\n${at('/a')}\n`);
  expect((await type(['batch', file, '--delay', '0'])).exit).toBe(5);
  isBack = true;
  expect(await type(['batch', file, '--resume'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^2 pages/) as string,
  });
  expect(asked().filter((path) => path === '/a')).toHaveLength(1);
  expect((await type(['batch', file, '--resume'])).exit).toBe(1);
  expect((await type(['batch', '-'], at('/a'))).exit).toBe(0);
});

test('recrawl lists, fetches again, and says what changed', async () => {
  let text = 'first';
  const { at, type } = await open({
    '/a': (request, response) => linkedPage(text, [])(request, response),
    '/b': linkedPage('/b', []),
  });
  await type(['batch', '-'], `${at('/a')}\n${at('/b')}`);
  const dry = await type(['recrawl', '--url-glob', '*/a', '--dry-run']);
  expect(dry).toMatchObject({
    exit: 0,
    out: expect.stringContaining('1 page would be fetched again.') as string,
  });
  text = 'second';
  expect(await type(['recrawl', '--all', '--limit', '10'])).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^2 pages, 1 changed, 1 unchanged in/) as string,
  });
});

test('jobs are listed, and stopped by their ids', async () => {
  const { at, house, type } = await open({});
  const { job_id } = (await house.call('crawlDeepStore', { url: at('/'), renderer: 'you' })) as {
    job_id: string;
  };
  expect((await type(['jobs', 'list'])).out).toContain(`${job_id}  waiting  0 of 1 found`);
  expect((await type(['jobs', 'cancel', job_id])).out).toContain('cancelled');
  expect((await type(['jobs', 'follow', job_id])).exit).toBe(1);
  expect((await type(['jobs', 'cancel', 'crawl-none'])).exit).toBe(1);
});

test.each([
  [['crawl'], /Usage: pagekeep crawl/],
  [['crawl', 'x', '--store', '--print'], /exclude each other/],
  [['crawl', 'x', '--depth', 'deep'], /--depth must be a whole number/],
  [['crawl', 'x', '--strategy', 'zigzag'], /--strategy must be one of dfs, bfs, best/],
  [['crawl', 'x', '--renderer', 'lynx'], /--renderer must be one of/],
  [['crawl', 'x', '--delay', 'soon'], /--delay must be seconds/],
  [['crawl', 'http://a.example/', '--depth', '6'], /max_depth must be a whole number from 1 to 5/],
  [['crawl', 'http://a.example/', '--pages', '251'], /max_pages must be a whole number from 1 to 250/],
  [['crawl', 'file:///etc/passwd'], /not a web address/],
  [['batch'], /Usage: pagekeep batch/],
  [['batch', '/nowhere/list.txt'], /cannot be read/],
  [['batch', '-'], /holds no address/],
  [['recrawl'], /Say which pages/],
  [['jobs', 'explode', 'x'], /Usage: pagekeep jobs/],
  [['jobs', 'follow', '../x'], /Usage: pagekeep jobs/],
])('%j is wrong usage', async (typed, said) => {
  const { type } = await open({});
  const { exit, note } = await type(typed);
  expect({ exit, note }).toEqual({ exit: 2, note: expect.stringMatching(said) as string });
});
