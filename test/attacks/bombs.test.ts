// Answers made to exhaust whoever reads them, through the whole daemon: each ends soon, and others are served meanwhile.
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWebSite } from '../fakes/web-site.ts';
import type { Page, WebSite } from '../fakes/web-site.ts';
import { openHouse } from './open-house.ts';
import type { OpenHouse } from './open-house.ts';

const MB = 1024 * 1024;
/** Compresses to a thousandth of itself or less. */
const FLAT = Buffer.alloc(200 * MB, ' ');

function encoded(encoding: string, bytes: Uint8Array): Page {
  return (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(bytes);
}

function sent(bytes: () => string | Uint8Array): Page {
  return (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(bytes());
}

const BOMBS: Readonly<Record<string, Page>> = {
  '/gzip': encoded('gzip', gzipSync(FLAT)),
  '/deflate': encoded('deflate', deflateSync(FLAT)),
  '/br': encoded('br', brotliCompressSync(FLAT, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
  '/zstd': encoded('zstd', zstdCompressSync(FLAT)),
  '/six-times': encoded(
    'gzip, gzip, gzip, gzip, gzip, gzip',
    Array.from({ length: 6 }).reduce<Uint8Array>((bytes) => gzipSync(bytes), gzipSync(FLAT)),
  ),
  '/nested': sent(() => '<div>'.repeat(1_000_000)),
  '/nested-tables': sent(() => '<table><td>'.repeat(200_000)),
  '/one-line': sent(() => Buffer.alloc(100 * MB, 'olive ')),
  '/one-long-word': sent(() => `<p>${'x'.repeat(20 * MB)}`),
  '/attributes': sent(() => `<p ${Array.from({ length: 500_000 }, (_, nth) => `a${nth}=1`).join(' ')}>text`),
  '/links': sent(() => Array.from({ length: 300_000 }, (_, nth) => `<a href=/l${nth}>x</a>`).join('')),
  '/endless': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const pour = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 'olive '))) continue;
    };
    response.on('drain', pour).on('error', () => undefined);
    pour();
  },
  '/trickle': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const drip = setInterval(() => response.write('x'), 1_000);
    response.on('close', () => clearInterval(drip));
  },
};

let folder: string;
let site: WebSite;
let house: OpenHouse;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
  site = await openWebSite({ ...BOMBS, '/story': sent(() => '<p>The olives are pressed cold.') });
  house = await openHouse(folder, { PAGEKEEP_ALLOW_HOSTS: site.host });
  // The clock is for reading; what reads is loaded before it runs.
  await house.call('crawl', { url: `http://${site.host}/story` });
});
afterAll(async () => {
  await house.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(Object.keys(BOMBS))('%s ends within 10 s, and nothing is kept or broken', async (path) => {
  const began = performance.now();
  const outcome = await house.call('crawl', { url: `http://${site.host}${path}` }).then(
    ({ content_length }) => `read ${content_length}`,
    (error: unknown) => (error as { code: string }).code,
  );
  const seconds = (performance.now() - began) / 1_000;
  expect(outcome).toMatch(/^(?:too-large|fetch-failed|page-too-complex|empty-page|read \d+)$/);
  expect(seconds).toBeLessThan(10);
  expect((await house.call('health')).status).toBe('healthy');
  // The site's trouble is logged; what would be ours is not among it.
  expect(house.errors.filter((line) => !line.includes('Failure: The site '))).toEqual([]);
});
