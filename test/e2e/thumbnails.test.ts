import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../shared/contract/limits.ts';
import { chromiumPath } from '../chromium.ts';
import { movingGif } from '../fakes/moving-gif.ts';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page as SitePage, WebSite } from '../fakes/web-site.ts';
import { buildCaptureScript, captureIn } from './built-capture.ts';
import type { Captured } from './built-capture.ts';

const HOME = 'http://pictures.example';
const ELSEWHERE = 'http://elsewhere.example';
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="teal"/></svg>';
const picture = (source: string, more = '') =>
  `<img src="${source}" alt="The harbour at noon" style="display:block" width="300" height="200" ${more}>`;

let browser: Browser;
let script: string;
let site: WebSite;
/** What stands in the page that is opened next. */
let shown = '';

/** Nothing may be answered from a cache: a second request would be seen. */
const served = (type: string) => ({ 'content-type': type, 'cache-control': 'no-store' });

beforeAll(async () => {
  script = await buildCaptureScript();
  const drawer = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const page = await drawer.newPage();
  const [photo, huge] = [await draw(page, 800, 600), await draw(page, 5_000, 3_000)];
  await drawer.close();
  const files: Record<string, [type: string, body: Buffer | string]> = {
    '/photo.jpg': ['image/jpeg', photo],
    '/huge.jpg': ['image/jpeg', huge],
    '/moving.gif': ['image/gif', movingGif(200)],
    '/drawing.svg': ['image/svg+xml', DRAWING],
    '/broken.png': ['image/png', 'this is no picture'],
  };
  const pages: Record<string, SitePage> = {
    '/': (_request, response) => {
      // With an icon of its own the browser does not ask for /favicon.ico whenever it pleases.
      const html = `<!doctype html><link rel="icon" href="data:,"><body style="margin:0"><p>Boats.</p>${shown}`;
      response.writeHead(200, served('text/html')).end(html);
    },
  };
  for (const [path, [type, body]] of Object.entries(files))
    pages[path] = (_request, response) => void response.writeHead(200, served(type)).end(body);
  site = await openWebSite(pages);
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--host-resolver-rules=MAP *.example 127.0.0.1:${site.port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A photograph's worth of different pixels. */
async function draw(page: Page, width: number, height: number): Promise<Buffer> {
  const url = await page.evaluate(
    ([wide = 1, high = 1]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: wide, height: high });
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is nothing to draw on.');
      for (let i = 0; i < 4_000; i++) {
        context.fillStyle = `hsl(${(i * 37) % 360} 60% ${(i * 13) % 100}%)`;
        context.fillRect((i * 7919) % wide, (i * 104_729) % high, wide / 9, high / 9);
      }
      return canvas.toDataURL('image/jpeg', 0.8);
    },
    [width, height],
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

type Whole = Exclude<Captured, { code: string }>;

/** Captures a page with these pictures, with the addresses that were asked for while it was. */
async function capture(body: string): Promise<Whole & { asked: string[]; page: Page }> {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 700 } });
  shown = body;
  await page.goto(`${HOME}/`);
  const before = site.requests.length;
  const captured = await captureIn(page, script, { text_only: false, thumbnails: true });
  if ('code' in captured) throw new Error(captured.sentence);
  await page.waitForTimeout(300);
  return { ...captured, asked: site.requests.slice(before), page };
}

const sizeOf = (page: Page, thumbnail: string) =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
    return { width, height, bytes: bytes.length, type: String.fromCharCode(...bytes.slice(8, 12)) };
  }, thumbnail);

describe('a small copy', () => {
  test.each([
    ['a photograph', '/photo.jpg', { width: 320, height: 240 }],
    ['a moving picture', '/moving.gif', { width: 200, height: 200 }],
    ['a drawing', '/drawing.svg', { width: 320, height: 200 }],
  ])('is made of %s that is loaded, and nobody is asked for it again', async (_what, path, size) => {
    const { facts, asked, page } = await capture(picture(path));
    const [image] = facts.images ?? [];
    expect(image?.src).toBe(`${HOME}${path}`);
    const copy = await sizeOf(page, image?.thumbnail ?? '');
    expect(copy).toMatchObject({ ...size, type: 'WEBP' });
    expect(copy.bytes).toBeLessThanOrEqual(LIMITS.thumbnailBytes);
    expect(asked).toEqual([]);
    await page.close();
  });

  test.each([
    ['broken', '/broken.png'],
    ['missing', '/missing.png'],
    ['without an address', 'data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs='],
  ])('is not made of a picture that is %s, and the capture is whole', async (_what, path) => {
    const { html, facts, crops, asked, page } = await capture(picture(path));
    expect(html).toContain('Boats.');
    expect((facts.images ?? []).filter(({ thumbnail }) => thumbnail !== undefined)).toEqual([]);
    expect([crops, asked]).toEqual([[], []]);
    await page.close();
  });

  test('is not asked for where the page has not loaded the picture yet', async () => {
    const { facts, asked, page } = await capture(
      `<div style="height:20000px"></div>${picture('/photo.jpg', 'loading="lazy"')}
       ${picture('', 'data-src="/huge.jpg"')}`,
    );
    expect(facts.images?.map(({ src }) => src)).toEqual([`${HOME}/photo.jpg`, `${HOME}/huge.jpg`]);
    expect(facts.images?.some(({ thumbnail }) => thumbnail !== undefined)).toBe(false);
    expect(asked).toEqual([]);
    await page.close();
  });

  test('is made of the largest 24 of many', async () => {
    const many = Array.from(
      { length: 30 },
      (_, i) => `<img src="/photo.jpg" width="${50 + i}" height="60" alt="Boat ${i}">`,
    );
    const { facts, page } = await capture(many.join(''));
    const copied = facts.images?.filter(({ thumbnail }) => thumbnail !== undefined);
    expect(copied?.map(({ alt }) => alt)).toEqual(Array.from({ length: 24 }, (_, i) => `Boat ${i + 6}`));
    await page.close();
  });

  test('is not made of icons', async () => {
    const { facts, page } = await capture('<img src="/photo.jpg" width="20" height="20">');
    expect(facts.images?.map(({ thumbnail }) => thumbnail)).toEqual([undefined]);
    await page.close();
  });
});

describe('a picture that the page may show but not copy', () => {
  test.each([
    ['of another site', `${ELSEWHERE}/photo.jpg`],
    ['too large to be drawn in one go', '/huge.jpg'],
  ])('%s is cut out of what the person sees', async (_what, source) => {
    const { facts, crops, asked, page } = await capture(picture(source));
    expect(facts.images?.map(({ thumbnail }) => thumbnail)).toEqual([undefined]);
    const box = await page.locator('img').boundingBox();
    expect(crops).toEqual([{ image: 0, left: box?.x, top: box?.y, width: box?.width, height: box?.height }]);
    expect(asked).toEqual([]);
    await page.close();
  });

  test.each([
    [
      'with something before it',
      picture(`${ELSEWHERE}/photo.jpg`) + '<div style="position:fixed;inset:150px">Private words</div>',
    ],
    [
      'that stands outside the window',
      `<div style="height:600px"></div>${picture(`${ELSEWHERE}/photo.jpg`)}`,
    ],
    [
      'in a frame',
      `<iframe srcdoc='${picture(`${ELSEWHERE}/photo.jpg`)}' width="400" height="300"></iframe>`,
    ],
  ])('%s is not', async (_how, body) => {
    const { facts, crops, page } = await capture(body);
    expect(facts.images).toHaveLength(1);
    expect(crops).toEqual([]);
    await page.close();
  });
});
