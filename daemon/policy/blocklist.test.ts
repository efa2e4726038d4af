import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyStore } from '../../test/fakes/empty-store.ts';
import { samplePage } from '../../test/fakes/sample-page.ts';
import { temporaryFolder } from '../../test/fakes/temporary-folder.ts';
import { commitPage } from '../store/commit-page.ts';
import { closeStore, openStore } from '../store/open-store.ts';
import { canonicalPattern } from './block-pattern.ts';
import { openBlocklist } from './blocklist.ts';
import { matchPages } from './match-page.ts';
import { patternOfList, readyLists } from './ready-lists.ts';

const now = () => Date.UTC(2026, 10, 21);

test('what is blocked is refused with its pattern, until it is unblocked', async () => {
  const list = await openBlocklist(await emptyStore(), now);
  expect(() => list.requireAllowed(['https://a.example/'])).not.toThrow();
  const answer = await list.block({ pattern: 'https://www.A.example/', description: ' too much ' });
  expect(answer).toEqual({
    pattern: 'a.example',
    description: 'too much',
    added: true,
    kept_pages: 0,
  });
  expect(() => list.requireAllowed(['https://b.example/', 'https://a.example/x'])).toThrow(
    expect.objectContaining({
      code: 'blocked',
      message: 'You blocked this site (a.example), so nothing of it is kept.',
      details: { pattern: 'a.example', url: 'https://a.example/x' },
    }),
  );
  expect(await list.unblock('A.example')).toEqual({ pattern: 'a.example', removed: true });
  expect(() => list.requireAllowed(['https://a.example/x'])).not.toThrow();
  await expect(list.unblock('a.example')).rejects.toMatchObject({
    code: 'not-found',
    message: 'The list of blocked sites has no a.example.',
  });
});

test('blocked twice it is listed once; a new description replaces the old one', async () => {
  const list = await openBlocklist(await emptyStore(), now);
  await list.block({ pattern: '*.a.example', description: 'first' });
  expect(await list.block({ pattern: '*.A.example' })).toMatchObject({ added: false, description: 'first' });
  expect(await list.block({ pattern: '*.a.example/', description: 'second' })).toMatchObject({
    added: false,
    description: 'second',
  });
  expect(await list.list()).toMatchObject({
    blocked_domains: [
      { pattern: '*.a.example', description: 'second', created_at: '2026-11-21T00:00:00.000Z' },
    ],
    count: 1,
  });
});

test('an address is compared as it was asked for and as it would be kept', async () => {
  const list = await openBlocklist(await emptyStore(), now);
  await list.block({ pattern: 'a.example/*?utm_source=*' });
  await list.block({ pattern: 'a.example/x' });
  expect(list.test({ url: 'https://a.example/y?utm_source=feed' })).toEqual({
    url: 'https://a.example/y',
    blocked: true,
    pattern: 'a.example/*?utm_source=*',
    list: null,
  });
  expect(list.test({ url: 'https://a.example/x;jsessionid=1' })).toMatchObject({ pattern: 'a.example/x' });
  expect(list.test({ url: 'https://a.example/y' })).toMatchObject({ blocked: false, pattern: null });
  expect(() => list.test({ url: 'javascript:alert(1)' })).toThrow(
    expect.objectContaining({ code: 'url-invalid' }),
  );
  expect(() => list.test({ url: 'https://me:word@a.example/' })).toThrow(
    expect.objectContaining({ code: 'url-invalid' }),
  );
});

test('words keep out a page by its address or its title, until they are taken out', async () => {
  const store = await emptyStore();
  await commitPage(store, samplePage({ url: 'https://a.example/', title: 'Online Casino im Test' }));
  const list = await openBlocklist(store, now);
  expect(await list.block({ pattern: ' Word:  Online  CASINO ' })).toMatchObject({
    pattern: 'word:online casino',
    kept_pages: 1,
  });
  const refused = expect.objectContaining({
    code: 'blocked',
    message: 'You blocked this site (word:online casino), so nothing of it is kept.',
  });
  expect(() => list.requireAllowed(['https://b.example/best-online_casino.html'])).toThrow(refused);
  expect(() => list.requireAllowed(['https://b.example/'], ['The best online casino'])).toThrow(refused);
  expect(() => list.requireAllowed(['https://b.example/'], ['A casino, online'])).not.toThrow();
  expect(list.test({ title: 'ONLINE CASINO' })).toMatchObject({ blocked: true, url: null });
  await list.unblock('word:Online Casino');
  expect(list.test({ title: 'ONLINE CASINO' })).toMatchObject({ blocked: false });
});

test('a ready list is off, until it is switched on by its name', async () => {
  const list = await openBlocklist(await emptyStore(), now);
  const lists = await list.list().then((answer) => answer.lists);
  expect(lists.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['social-media', false],
    ['adult', false],
  ]);
  for (const { hosts } of lists) expect(hosts).toBeGreaterThan(150);
  const url = 'https://old.reddit.com/r/selfhosted/';
  expect(list.test({ url })).toMatchObject({ blocked: false });
  expect(await list.block({ pattern: 'list:Social-Media' })).toMatchObject({ pattern: 'list:social-media' });
  expect(list.test({ url })).toMatchObject({
    blocked: true,
    pattern: '*.reddit.com',
    list: 'social-media',
  });
  expect(() => list.requireAllowed([url])).toThrow('(*.reddit.com, on the list “Social media”)');
  await list.block({ pattern: 'old.reddit.com' });
  expect(list.test({ url })).toMatchObject({ pattern: 'old.reddit.com', list: null });
  await list.unblock('old.reddit.com');
  await list.unblock('list:social-media');
  expect(list.test({ url })).toMatchObject({ blocked: false });
  await expect(list.block({ pattern: 'list:news' })).rejects.toMatchObject({
    code: 'bad-input',
    message: 'There is no ready list of that name; there are social-media and adult.',
  });
});

test('every host of a ready list keeps out its site and all below it', () => {
  for (const { name, hosts } of readyLists()) {
    const match = matchPages([patternOfList(name)]);
    expect(new Set(hosts).size).toBe(hosts.length);
    for (const host of hosts) {
      expect(canonicalPattern(`*.${host}`)).toBe(`*.${host}`);
      for (const url of [`https://${host}/`, `http://a.b.${host}/x`])
        expect(match([url], [])).toEqual({ pattern: `*.${host}`, list: name });
    }
    expect(match(['https://example.org/'], ['facebook sex reddit'])).toBeNull();
  }
});

test('blocking counts what is kept of it and forgets nothing', async () => {
  const store = await emptyStore();
  for (const url of [
    'https://a.example/',
    'https://www.a.example/private/x',
    'https://b.a.example/private/y',
    'https://nota.example/private/z',
  ]) {
    await commitPage(store, samplePage({ url, domain: new URL(url).hostname.replace('www.', '') }));
  }
  const list = await openBlocklist(store, now);
  expect(await list.block({ pattern: 'a.example' })).toMatchObject({ kept_pages: 2 });
  expect(await list.block({ pattern: '*.a.example' })).toMatchObject({ kept_pages: 3 });
  expect(await list.block({ pattern: '*.a.example/private/*' })).toMatchObject({ kept_pages: 2 });
  expect(await list.block({ pattern: 'c.example' })).toMatchObject({ kept_pages: 0 });
});

test('the list is there again after a restart', async () => {
  const file = join(temporaryFolder(), 'pages.db');
  let store = await openStore(file);
  const patterns = [
    'word:casino*',
    'list:adult',
    '*.a.example',
    'b.example/wiki/Who%3F',
    'c.example/100%25',
    'münchen.example/über',
  ];
  const list = await openBlocklist(store, now);
  for (const pattern of patterns) await list.block({ pattern });
  const before = await list.list();
  await closeStore(store);

  store = await openStore(file);
  const again = await openBlocklist(store, now);
  expect(await again.list()).toEqual(before);
  for (const url of [
    'https://x.a.example/',
    'https://d.example/casinos',
    'https://www.xvideos.com/',
    'https://b.example/wiki/who%3F',
    'https://c.example/100%25',
    'https://xn--mnchen-3ya.example/%C3%BCber',
  ]) {
    expect(again.test({ url })).toMatchObject({ blocked: true });
  }
  for (const { pattern } of before.blocked_domains) await again.unblock(pattern);
  expect((await again.list()).count).toBe(0);
  await closeStore(store);
});

test('edits at the same time all count', async () => {
  const list = await openBlocklist(await emptyStore(), now);
  const patterns = Array.from({ length: 50 }, (_, at) => `site-${at}.example`);
  await Promise.all(patterns.map((pattern) => list.block({ pattern })));
  await Promise.all(patterns.slice(0, 25).map((pattern) => list.unblock(pattern)));
  const blocked = patterns.filter((host) => list.test({ url: `https://${host}/` }).blocked);
  expect(blocked).toEqual(patterns.slice(25));
  expect((await list.list()).count).toBe(25);
});
