// Every way in, through the whole daemon: what is blocked is neither fetched nor kept, however it is spelled.
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import type { OpenHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page } from '../fakes/web-site.ts';

let folder: string;
let house: OpenHouse;

beforeEach(async () => {
  folder = temporaryFolder();
  house = await openHouse(folder);
});
afterEach(() => house.close());

const page = (url: string, head = '') => ({
  url,
  html: `<html><head>${head}</head><p>Press the olives cold and early, says ${url}.</p></html>`,
});

const html: Page = (request, response) =>
  response.setHeader('content-type', 'text/html').end(page(`http://site${request.url ?? ''}`).html);

function redirect(to: string): Page {
  return (_request, response) => response.writeHead(302, { location: to }).end();
}

async function kept(): Promise<string[]> {
  return (await house.call('list')).content.map(({ url }) => url).toSorted();
}

describe('a capture', () => {
  test.each([
    'https://groves.example/secret/plan',
    'https://www.groves.example/secret/plan?utm_source=x#top',
    'http://GROVES.example.:443//secret//plan',
    'https://groves.example/open/%2e%2e/%73ecret/plan',
    'https://groves.example/open/..%2fSECRET%2fplan',
    'https://ｇroves.example/secret',
  ])('of %s is refused with the pattern, and nothing is kept', async (url) => {
    await house.call('block', { pattern: 'groves.example/secret/*' });
    await expect(house.call('capture', page(url))).rejects.toMatchObject({
      code: 'blocked',
      message: expect.stringContaining('groves.example/secret/*') as string,
    });
    expect(await kept()).toEqual([]);
    expect((await house.call('lookup', { url })).blocked).toBe('groves.example/secret/*');
  });

  test('whose canonical link is blocked is refused, and one whose link is not stays blocked', async () => {
    await house.call('block', { pattern: 'groves.example/secret/*' });
    const open = 'https://groves.example/open';
    const secret = 'https://groves.example/secret/plan';
    for (const capture of [
      page(open, `<link rel="canonical" href="${secret}">`),
      { ...page(open), canonical_url: secret },
      page(secret, `<link rel="canonical" href="${open}">`),
      { ...page(secret), canonical_url: open },
    ]) {
      await expect(house.call('capture', capture)).rejects.toMatchObject({ code: 'blocked' });
    }
    expect(await kept()).toEqual([]);
  });

  test('that was kept before is answered when it is sent again, and changed no more', async () => {
    const capture = { ...page('https://groves.example/'), capture_id: 'one' };
    const first = await house.call('capture', capture);
    expect(await house.call('block', { pattern: 'groves.example' })).toMatchObject({ kept_pages: 1 });
    expect(await house.call('capture', capture)).toMatchObject({ page_id: first.page_id, status: 'stored' });
    await expect(house.call('capture', { ...capture, capture_id: 'two', tags: ['x'] })).rejects.toMatchObject(
      {
        code: 'blocked',
      },
    );
    expect((await house.call('page', undefined, first.page_id)).tags).toEqual([]);
    expect((await house.call('search', { query: 'olives' })).count).toBe(1);
  });
});

describe('Allow this page once', () => {
  const capture = { ...page('https://groves.example/'), allow_blocked: true };

  test('is heard from a browser, for this one time', async () => {
    await house.call('block', { pattern: '*.example' });
    const answered = await house.postAsExtension('/api/v1/capture', capture);
    expect(answered.status).toBe(200);
    expect(await kept()).toEqual([capture.url]);
    const next = await house.postAsExtension('/api/v1/capture', page('https://groves.example/'));
    expect(next.status).toBe(403);
    expect(JSON.parse(next.text)).toMatchObject({
      error: { code: 'blocked', details: { pattern: '*.example' } },
    });
  });

  test('is not heard from a script', async () => {
    await house.call('block', { pattern: '*.example' });
    await expect(house.call('capture', capture)).rejects.toMatchObject({ code: 'blocked' });
    expect(await kept()).toEqual([]);
  });
});

describe('an address to be fetched', () => {
  test('is asked for neither at once nor by a redirect, where it is blocked', async () => {
    const blocked = await openWebSite({ '/': html });
    const site = await openWebSite({
      '/': html,
      '/away': redirect(`http://localhost:${blocked.port}/`),
      '/twice': redirect('/away'),
      '/inside': redirect('/secret/plan'),
      '/secret/plan': html,
    });
    onTestFinished(async () => void (await Promise.all([site.close(), blocked.close()])));
    await house.close();
    house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: `${site.host},localhost:${blocked.port}` });
    await house.call('block', { pattern: `localhost:${blocked.port}` });
    await house.call('block', { pattern: '127.0.0.1/secret/*' });

    for (const url of [
      `http://localhost:${blocked.port}/`,
      `http://${site.host}/away`,
      `http://${site.host}/twice`,
      `http://${site.host}/inside`,
      `http://${site.host}/secret/plan`,
      `http://2130706433:${site.port}/%73ecret/plan`,
    ]) {
      await expect(house.call('store', { url })).rejects.toMatchObject({ code: 'blocked' });
    }
    expect(blocked.requests).toEqual([]);
    expect(site.requests).not.toContain('/secret/plan');
    expect(await kept()).toEqual([]);
    expect(await house.call('store', { url: `http://${site.host}/` })).toMatchObject({ stored: true });
  });
});

describe('the list', () => {
  test('holds after a restart, until a pattern is taken out', async () => {
    await house.call('block', { pattern: 'https://www.Groves.example/', description: 'trees' });
    await house.close();
    house = await openHouse(folder);
    expect((await house.call('blocked')).blocked_domains).toMatchObject([
      { pattern: 'groves.example', description: 'trees' },
    ]);
    const capture = page('https://groves.example/');
    await expect(house.call('capture', capture)).rejects.toMatchObject({ code: 'blocked' });
    expect(await house.call('unblock', { pattern: 'GROVES.example' })).toEqual({
      pattern: 'groves.example',
      removed: true,
    });
    expect(await house.call('capture', capture)).toMatchObject({ status: 'stored' });
  });

  test.each([
    ['', 'bad-input', 'A pattern is a site such as example.com, *.example.com or example.com/private/*.'],
    [
      'ex*mple.com',
      'bad-input',
      'A star in a site’s name may stand only for all below it, as in *.example.com.',
    ],
    ['ftp://example.com', 'bad-input', 'Only http and https addresses can be blocked.'],
    ['a\0b', 'bad-input', /cannot be kept/],
    ['x'.repeat(501), 'too-long', 'The pattern is longer than 500 characters.'],
  ])('refuses the pattern %j', async (pattern, code, message) => {
    const said = { code, message: typeof message === 'string' ? message : expect.stringMatching(message) };
    await expect(house.call('block', { pattern })).rejects.toMatchObject(said);
    await expect(house.call('unblock', { pattern })).rejects.toMatchObject(said);
    expect((await house.call('blocked')).count).toBe(0);
  });

  test('says that it does not know a pattern, and that a test needs an address', async () => {
    await expect(house.call('unblock', { pattern: 'groves.example' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'The list of blocked sites has no groves.example.',
    });
    await expect(house.call('testBlocked', { url: 'groves.example' })).rejects.toMatchObject({
      code: 'url-invalid',
    });
  });
});
