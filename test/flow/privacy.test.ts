// What must not be kept, by every entrance that there is, through the whole daemon: words, ready lists, pages to sign in
// on, and secrets.
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';

let folder: string;
let house: OpenHouse;

const SENTENCE = 'Press the olives cold and early, and keep the oil where no light falls on it.';
const KEY = ['AKIA', 'QX7ZPLM3NVTRW2KD'].join('');

const page = (title: string, body = '') =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${SENTENCE} ${SENTENCE}</p>${body}</body></html>`;
const serve =
  (html: string): Page =>
  (_request, response) =>
    response.setHeader('content-type', 'text/html').end(html);

const site = await openWebSite({
  '/': serve(page('Olives', '<a href="/casino-night">One</a> <a href="/other">Two</a>')),
  '/casino-night': serve(page('An evening')),
  '/other': serve(page('Our Casino')),
  '/away': (_request, response) => response.writeHead(302, { location: '/casino-night' }).end(),
  '/login': serve(page('Come in', '<form><input name="user"><input type="password"></form>')),
});

beforeEach(async () => {
  folder = temporaryFolder();
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
});
afterEach(() => house.close());
afterAll(() => site.close());

const at = (path: string) => `http://${site.host}${path}`;
const kept = async () => (await house.call('list')).content.map(({ title }) => title).toSorted();

test.each([
  ['word:casino', 'https://a.example/casino', 'Olives'],
  ['word:casino', 'https://a.example/', 'Our Casino'],
  ['list:adult', 'https://de.pornhub.com/', 'Olives'],
])('%s holds for a capture of %s, “%s”', async (pattern, url, title) => {
  await house.call('block', { pattern });
  await expect(house.call('capture', { url, html: page(title) })).rejects.toMatchObject({ code: 'blocked' });
  expect(await kept()).toEqual([]);
});

test.each(['/casino-night', '/away', '/other'])(
  'words hold for an address to be fetched, a redirect and a title: %s',
  async (path) => {
    await house.call('block', { pattern: 'word:casino' });
    await expect(house.call('store', { url: at(path) })).rejects.toMatchObject({ code: 'blocked' });
    expect(await kept()).toEqual([]);
  },
);

test('words and lists hold after a restart', async () => {
  await house.call('block', { pattern: 'word:casino' });
  await house.call('block', { pattern: 'list:social-media' });
  await house.close();
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
  for (const url of ['https://a.example/casino', 'https://www.facebook.com/x'])
    await expect(house.call('capture', { url, html: page('Olives') })).rejects.toMatchObject({
      code: 'blocked',
    });
  expect((await house.call('blocked')).lists).toMatchObject([
    { name: 'social-media', enabled: true },
    { name: 'adult', enabled: false },
  ]);
});

test('a fetched page to sign in on is kept only for who insists', async () => {
  const url = at('/login');
  await expect(house.call('store', { url })).rejects.toMatchObject({ code: 'sensitive' });
  expect(await kept()).toEqual([]);
  expect(await house.call('store', { url, allow_sensitive: true })).toMatchObject({ stored: true });
});

test('a page is found under its address, whose secret is not kept', async () => {
  const url = 'https://a.example/shared?access_token=a1b2c3d4e5f6a7b8c9d0&x=1';
  const saved = await house.call('capture', { url, html: page(`Key ${KEY}`), note: 'mine' });
  expect(saved.url).toMatch(/^https:\/\/a\.example\/shared\?access_token=MASKED-[0-9a-f]{4}&x=1$/);
  expect(saved.title).toBe('Key MASKED');
  expect((await house.call('lookup', { url })).found).toBe(true);
  expect((await house.call('lookup', { url: saved.url })).found).toBe(true);
  expect((await house.call('lookup', { url: url.replace('a1b2', 'b1b2') })).found).toBe(false);
  expect(await house.call('forget', { url })).toMatchObject({ pages: 1 });
});

test('the numbers tell what the seed told, and that no page is at risk', async () => {
  await house.call('capture', { url: 'https://a.example/', html: page('Olives'), tags: ['oil'] });
  await house.call('search', { query: 'olives' });
  expect(await house.call('stats')).toMatchObject({
    total_pages: 1,
    retention_breakdown: { permanent: 1 },
    recent_activity: [{ url: 'https://a.example/', title: 'Olives', retention_policy: 'permanent' }],
    top_tags: [{ tag: 'oil', count: 1 }],
    searches: { count: 1 },
    captures: { count: 1 },
    loss_window: { acknowledged_pages: 0 },
  });
});
