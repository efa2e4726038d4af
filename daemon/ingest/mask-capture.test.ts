import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { maskCapture } from './mask-capture.ts';
import { readPage } from './read-page.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const SECRETS = [
  ['AKIA', 'QX7ZPLM3NVTRW2KD'].join(''),
  ['ghp_', 'aB3dE5fG7hJ9kLmN2pQrS4tUvW6xYz8AbCdE'].join(''),
  '4111 1111 1111 1111',
  's3cr3tP@ss',
  'a1b2c3d4e5f6a7b8c9d0',
];
const [key = '', token = '', card = '', password = '', opaque = ''] = SECRETS;
const sentence = 'The orchard keeps its apples in the cellar until the snow has gone from the hills. ';
const HTML = `<!doctype html><html><head><title>Keys ${key}</title>
<meta name="description" content="With ${token}"></head><body><article><h1>Keys of the orchard</h1>
<p>${sentence.repeat(4)} The card is ${card}, the key <code><b>AKIA</b><i>${key.slice(4)}</i></code>.</p>
<pre><code>DB_PASSWORD=${password}\nTOKEN=${token}\nsha=9fceb02d0ae598e95dc970b74767f19372d61af8</code></pre>
<p>${sentence.repeat(3)} <a href="https://a.example/x?access_token=${opaque}&amp;y=1">this link</a></p>
<img src="https://a.example/p.png?token=${opaque}" alt="Screen with ${key}" width="600" height="400">
</article></body></html>`;
const options = { maxNodes: 10_000, countWordpieces: estimateWordpieces };

test('no secret stays in what is kept of a page, and its other code stays as it is', () => {
  const read = readPage(HTML, { url: 'https://a.example/' }, options);
  const snapshot = zstdDecompressSync(read.snapshot).toString();
  const kept = JSON.stringify([read.article, read.passages, snapshot]);
  for (const secret of [...SECRETS, key.slice(4)]) expect(kept).not.toContain(secret);
  expect(read.article.markdown).toContain('sha=9fceb02d0ae598e95dc970b74767f19372d61af8');
  expect(read.article.markdown).toContain('DB_PASSWORD=MASKED\nTOKEN=MASKED\n');
  expect(read.article.images).toMatchObject([{ alt: 'Screen with MASKED' }]);
  expect(read.article.title).toBe('Keys MASKED');
  const again = readPage(snapshot, { url: 'https://a.example/' }, options);
  expect(again.article).toEqual(read.article);
});

test('what a browser made of a page is taken only when it masked the same', () => {
  const clean = readPage(HTML, { url: 'https://a.example/' }, options);
  const { article, passages } = clean;
  const snapshot = zstdDecompressSync(clean.snapshot).toString();
  const page = { cleaner: CLEANER_VERSION, article, passages: [...passages] };
  const taken = (html: string, cleaned: unknown) =>
    readPage(html, { url: 'https://a.example/' }, options, cleaned as never).fault;
  expect(taken(snapshot, page)).toBeNull();
  expect(taken(HTML, page)).toBe('its page holds a secret');
  const leaking = { ...page, article: { ...article, description: `With ${token}` } };
  expect(taken(snapshot, leaking)).toBe('it holds a secret');
});

test('addresses, title, selection and pictures name no secret; a person’s own words stay', () => {
  const capture = {
    url: `https://a.example/reset?access_token=${opaque}`,
    html: HTML,
    title: `Keys ${key}`,
    selection: card,
    note: `my key ${key}`,
    tags: [key],
    canonical_url: `https://a.example/reset?api_key=${opaque}`,
    referrer: `https://b.example/?client_secret=${opaque}`,
    images: [{ src: `https://a.example/p.png?token=${opaque}`, alt: key, title: token, caption: card }],
  };
  const masked = maskCapture(capture);
  expect(masked).toMatchObject({ html: HTML, note: capture.note, tags: capture.tags, title: 'Keys MASKED' });
  const rest = JSON.stringify({ ...masked, html: '', note: '', tags: [] });
  for (const secret of SECRETS) expect(rest).not.toContain(secret);
  expect(maskCapture(masked)).toEqual(masked);
});
