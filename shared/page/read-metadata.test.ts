import { describe, expect, test } from 'vitest';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { readMetadata } from './read-metadata.ts';

const read = (html: string) =>
  readMetadata(parseHtml(html), 'https://www.slow-garden.example/2024/10/12/leaf');

describe('title', () => {
  test.each([
    [
      'the site goes when named',
      '<title>Leaf mould | Slow Garden</title><meta property="og:site_name" content="Slow Garden">',
      'Leaf mould',
    ],
    ['the site goes when it is the host', '<title>Slow Garden – Leaf mould</title>', 'Leaf mould'],
    [
      'a heading that says the same wins',
      '<title>Leaf mould, the best soil</title><h1>Leaf mould is the best soil</h1>',
      'Leaf mould is the best soil',
    ],
    [
      'a heading that names the site does not',
      '<title>Leaf mould</title><meta property="og:site_name" content="Slow Garden"><h1>Slow Garden</h1>',
      'Leaf mould',
    ],
    [
      'error words are words',
      '<title>Access denied - 403 Forbidden</title>',
      'Access denied - 403 Forbidden',
    ],
    ['a drawing has its own title', '<svg><title>Icon</title></svg>', ''],
    ['entities are characters', '<title>Salt &amp; pepper</title>', 'Salt & pepper'],
    ['none', '<p>x', ''],
  ])('%s', (_, html, expected) => {
    expect(read(html).title).toBe(expected);
  });
});

test('JSON-LD is trusted before meta tags, and broken JSON-LD is passed over', () => {
  const { author, published_at, description, site_name } = read(`
    <script type="application/ld+json">{ broken</script>
    <script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"x"},{"@type":["BlogPosting"],"author":[{"name":"Ines &amp; Co"},{"name":"Tom"}],"datePublished":"2024-10-11","publisher":{"name":"Slow Garden"},"description":"Line
break"}]}</script>
    <meta name="author" content="Admin"><meta name="description" content="Other">`);
  expect([author, published_at, description, site_name]).toEqual([
    'Ines & Co, Tom',
    '2024-10-11',
    'Line break',
    'Slow Garden',
  ]);
});

test('without JSON-LD: meta tags, marks in the page, then the address', () => {
  const { author, published_at, canonical_link, declared_language, base } =
    read(`<html lang="en_GB"><base href="/deep/">
    <link rel="canonical" href="leaf"><span class="byline">By <a href="/i">Ines</a> 12 posts</span>`);
  expect([author, published_at, canonical_link, declared_language, base]).toEqual([
    'Ines',
    '2024-10-12',
    'https://www.slow-garden.example/deep/leaf',
    'en-GB',
    'https://www.slow-garden.example/deep/',
  ]);
});

test('an author that is an address is no name', () => {
  expect(read('<meta property="article:author" content="https://social.example/x">').author).toBeNull();
});

test('a field too long to keep ends with a whole character', () => {
  for (const before of ['', 'x']) {
    const long = before + '🦦'.repeat(2_000);
    const { title, author, description } = read(
      `<title>${long}</title><meta name=author content="${long}"><meta name=description content="${long}">`,
    );
    for (const field of [title, author, description]) {
      expect(field?.length).toBeGreaterThan(1_900);
      expect(field?.isWellFormed()).toBe(true);
    }
  }
});
