import { expect, test } from 'vitest';
import { parseSitemap } from './read-sitemap.ts';

test.each([
  [
    '<urlset><url><loc>https://a.example/?x=1&amp;y=2</loc></url></urlset>',
    false,
    ['https://a.example/?x=1&y=2'],
  ],
  [
    '<sitemapindex><sitemap><loc> https://a.example/1.xml\n</loc></sitemap></sitemapindex>',
    true,
    ['https://a.example/1.xml'],
  ],
  ['<urlset><url><loc><![CDATA[https://a.example/c]]></loc></url></urlset>', false, ['https://a.example/c']],
  ['https://a.example/1\nhttps://a.example/2\n', false, ['https://a.example/1', 'https://a.example/2']],
  ['<urlset><url><loc>file:///etc/passwd</loc></url><url><loc>javascript:1</loc></url></urlset>', false, []],
  ['<urlset><url><loc>https://a.example/cut', false, []],
  ['', false, []],
])('%s', (text, index, addresses) => {
  expect(parseSitemap(text)).toEqual({ index, addresses });
});

test.each([(url: string) => `${url}\n`, (url: string) => `<loc>${url}</loc>`])(
  'of a list without end the beginning is taken',
  (line) => {
    const text = Array.from({ length: 300_000 }, (_, nth) => line(`http://a.example/${nth}`)).join('');
    const { addresses } = parseSitemap(text);
    expect([addresses.length, addresses[9_999]]).toEqual([10_000, 'http://a.example/9999']);
  },
);

test('a puzzle costs no time', () => {
  const started = process.cpuUsage();
  parseSitemap(`<loc>${' '.repeat(2_000_000)}`);
  parseSitemap('<loc>'.repeat(200_000));
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(500);
});
