import { expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import type { PageImage } from './article.ts';
import { cleanPage } from './clean-page.ts';

const PROSE =
  'The old press stands behind the mill, and every autumn the whole village brings its olives there. ';
const BODY = `<h1>The olive press</h1>${`<p>${PROSE.repeat(3)}</p>`.repeat(6)}`;

function imagesOf(article: string, around = ''): PageImage[] {
  const html = `<title>Press</title><body><nav><a href="/">Home</a></nav>${around}<main><article>${article}</article></main>`;
  return [...cleanPage(parseHtml(html, 10_000), { url: 'https://mill.example/a/' }).images];
}

function namesOf(images: readonly PageImage[]): string[] {
  return images.map(({ src }) => src.slice(src.lastIndexOf('/') + 1));
}

test('a picture comes with its words: alt, title, caption, heading and up to 60 words around it', () => {
  const [image] = imagesOf(
    `${BODY}<h2>The stone</h2><p>${PROSE}</p>
     <figure><img src="stone.jpg" alt="A mill stone" title="Stone" width="640" height="480"><figcaption>Cut in 1780</figcaption></figure>
     <p>${PROSE.repeat(9)}</p>`,
  );
  expect(image).toMatchObject({
    src: 'https://mill.example/a/stone.jpg',
    alt: 'A mill stone',
    title: 'Stone',
    caption: 'Cut in 1780',
    heading: 'The stone',
    width: 640,
    height: 480,
  });
  expect(image?.context.split(' ').length).toBeLessThanOrEqual(60);
  expect(image?.context).toContain('brings its olives there');
});

test('a picture in a table of values is one of the page', () => {
  const rows = '<tr><th>Built</th><td>1780</td></tr><tr><th>Stones</th><td>two</td></tr>';
  const images = imagesOf(
    `${BODY}<p>${PROSE}</p><table><tr><th colspan="2"><img src="mill.jpg" alt="The mill"></th></tr>${rows}</table><p>${PROSE}</p>`,
  );
  expect(namesOf(images)).toEqual(['mill.jpg']);
});

test.each([
  ['an emoji', '<img src="/e/1f642.png" alt="🙂" width="64" height="64">'],
  ['a smiley in signs', '<img src="/e/wink.png" alt=";-)">'],
  ['a favicon', '<img src="/favicon.ico" alt="the site of a friend">'],
  ['a face beside a name', '<img src="/u/7.jpg" alt="Ada Grove" width="32" height="32">'],
  ['a status icon', '<img src="/images/statusicon/user_offline.gif" alt="ada is offline">'],
  ['a tracker', '<img src="https://t.example/pixel.gif?id=1" width="1" height="1" alt="">'],
  ['a spacer', '<img src="/i/clear.gif" width="500" height="1" alt="">'],
  ['a placeholder', '<img src="/lazy/1x1.trans.gif" alt="Olives in a basket" width="650" height="400">'],
])('%s is no picture', (_, image) => {
  expect(imagesOf(`${BODY}<p>${PROSE}</p>${image}<p>${PROSE}</p>`)).toEqual([]);
});

test('behind a placeholder stands what a lazy loader would show, or the largest of the set', () => {
  const images = imagesOf(
    `${BODY}<img src="/lazy/blank.gif" data-src="basket.jpg" alt="A basket"><p>${PROSE}</p>
     <img src="/lazy/blank.gif" srcset="small.jpg 320w, large.jpg 1200w" alt="A jar"><p>${PROSE}</p>`,
  );
  expect(namesOf(images)).toEqual(['basket.jpg', 'large.jpg']);
});

test('a lead picture and a gallery belong to the article; teasers, logos and asides do not', () => {
  const images = imagesOf(
    `<header><img src="lead.jpg" alt="The press in autumn light"><div><ul><li>5 min</li></ul></div></header>
     <div><ul><li><img src="logo.svg" alt="The mill company logo"></li></ul></div>
     <section><div><a href="/other"><img src="teaser.jpg" alt="Ten other old mills"></a></div></section>
     <aside><img src="aside.jpg" alt="Subscribe to our letter"></aside>
     <nav><a href="/share">Share</a> <a href="/print">Print</a></nav>${BODY}`,
    '<div><img src="banner.jpg" alt="A banner over every page"></div>',
  );
  expect(namesOf(images)).toEqual(['lead.jpg']);
});
