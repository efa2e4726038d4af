import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { readOutline } from './read-outline.ts';

const read = (html: string) => readOutline(parseHtml(html), 'https://a.example/dir/page');

test('ways on are absolute, each once, with their words and the heading above', () => {
  const { links } = read(`<h2>Press</h2><a href="b#x"> The  <b>cold</b> one </a><a href="/b">again</a>
    <h3>Oil</h3><area href="//c.example/"><frame src="f"><a href="b#x">twice</a>`);
  expect(links).toEqual([
    { url: 'https://a.example/dir/b#x', text: 'The cold one', heading: 'Press', follow: true },
    { url: 'https://a.example/b', text: 'again', heading: 'Press', follow: true },
    { url: 'https://c.example/', text: '', heading: 'Oil', follow: true },
  ]);
});

test.each([
  'mailto:a@b.example',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'ftp://a.example/',
  'https://u:p@a.example/',
  'http://[',
  `/${'x'.repeat(3_000)}`,
])('%.40s leads nowhere', (href) => expect(read(`<a href="${href}">on</a>`).links).toEqual([]));

test('a base moves them, a nofollow holds them back unless another link does not', () => {
  const { links } = read(
    '<base href="/other/"><a href="a" rel="NOFOLLOW ugc">1</a><a href="b" rel="nofollow">2</a><a href="b">3</a>',
  );
  expect(links.map(({ url, follow }) => [url, follow])).toEqual([
    ['https://a.example/other/a', false],
    ['https://a.example/other/b', true],
  ]);
});

test('what a page asks of crawlers, where it sends them, and whether it is a door', () => {
  expect(read('<meta name="Robots" content="NOINDEX, nofollow">')).toMatchObject({
    noindex: true,
    nofollow: true,
  });
  expect(read('<meta name="robots" content="none">')).toMatchObject({ noindex: true, nofollow: true });
  expect(read('<meta name="pagekeep" content="noindex">')).toMatchObject({ noindex: true, nofollow: false });
  expect(read('<meta name="otherbot" content="noindex">')).toMatchObject({ noindex: false });
  expect(read('<meta http-equiv="Refresh" content="0; URL=\'next\'">').movedTo).toBe(
    'https://a.example/dir/next',
  );
  expect(read('<meta http-equiv="refresh" content="300">').movedTo).toBeNull();
  expect(read('<meta http-equiv="refresh" content="600; url=x">').movedTo).toBeNull();
  expect(read('<input type="Password">').asksPassword).toBe(true);
});
