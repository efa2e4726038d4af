import { expect, test } from 'vitest';
import { fetchRenderer } from './fetch-renderer.ts';
import type { FetchWeb } from './fetch-web.ts';

const site =
  (body: string, status = 200, contentType: string | null = 'text/html'): FetchWeb =>
  async (url) => ({ url, status, headers: {}, contentType, body: Buffer.from(body, 'latin1') });

function render(fetchWeb: FetchWeb) {
  return fetchRenderer(fetchWeb).render('https://a.example/', {
    allow: async () => undefined,
    enter: async () => () => undefined,
    rest: () => undefined,
    maxBytes: 1_000_000,
    signal: AbortSignal.timeout(10_000),
    validators: null,
    patient: true,
  });
}

test('a page comes with the address it was found at', async () => {
  expect(await render(site('<p>caf\xE9</p>'))).toMatchObject({
    url: 'https://a.example/',
    by: 'fetch',
    html: '<p>café</p>',
  });
});

test.each([
  ['a PDF', '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj'],
  ['an image', '\x89PNG\r\n\x1A\n'],
  ['an image', '\xFF\xD8\xFF\xE0\x00\x10JFIF'],
  ['an image', 'GIF89a'],
  ['an image or a recording', 'RIFF\x24\x00\x00\x00WEBP'],
  ['an archive', 'PK\x03\x04'],
  ['an archive', '\x1F\x8B\x08'],
])('%s sent without a type, or as HTML, is no page', async (kind, body) => {
  for (const type of [null, 'text/html']) {
    await expect(render(site(body, 200, type))).rejects.toMatchObject({
      code: 'not-html',
      message: expect.stringContaining(kind) as string,
    });
  }
});

test.each([300, 302, 304, 404, 503])('what comes with an answer of %i is no page to keep', async (status) => {
  await expect(render(site('<p>Moved</p>', status))).rejects.toMatchObject({
    code: 'fetch-failed',
    details: { status_code: status },
  });
});
