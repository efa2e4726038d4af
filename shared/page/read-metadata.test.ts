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

const near = (line: string): string =>
  `<h1>Leaf mould</h1><div><span>${line}</span></div><p>Rake the leaves.</p>`;

describe('what only readers are told', () => {
  test.each([
    ['Posted on April 13, 2023', '2023-04-13'],
    ['Dec. 2nd, 2025', '2025-12-02'],
    ['05 Nov 2025.', '2025-11-05'],
    ['24.12.2019', '2019-12-24'],
    ['2024-11-06', '2024-11-06'],
    ['In the spring of 2024', '2024-10-12'],
  ])('a date beside the heading: %s', (line, date) => {
    expect(read(near(line)).published_at).toBe(date);
  });

  test.each([
    ['a line', near('By Ines Grove'), 'Ines Grove'],
    ['a link to the author', near('<a href="/author/ines">Ines Grove</a>'), 'Ines Grove'],
    [
      'a property of a property',
      '<span itemprop="author"><meta itemprop="name" content="井口"></span>',
      '井口',
    ],
    [
      'a card of a shared link',
      '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ines Grove">',
      'Ines Grove',
    ],
    [
      'an address before a name',
      '<meta property="article:author" content="https://f.example/i"><meta name="dc.creator" content="Ines Grove">',
      'Ines Grove',
    ],
    [
      'several names',
      '<meta name="citation_author" content="Grove, Ines"><meta name="citation_author" content="Mill, Tom">',
      'Grove, Ines; Mill, Tom',
    ],
    [
      'a site before a person',
      '<meta property="og:site_name" content="Slow Garden"><meta name="author" content="Slow Garden"><b class="byline">By Ines Grove</b>',
      'Ines Grove',
    ],
    ['what a template says', '<meta name="author" content="admin">', null],
    ['a line that is a date', '<p class="author">August 28, 2025 5 min read</p>', null],
    ['a sentence', near('By the middle of the winter the leaves are soft and nobody remembers them'), null],
  ])('an author: %s', (_, html, author) => {
    expect(read(html).author).toBe(author);
  });

  test('a page that marks a hundred thousand authors is read at once', () => {
    const html = '<div class="author">'.repeat(900) + '<i class="author">9</i>'.repeat(100_000);
    expect(read(html).author).toBeNull();
  }, 5_000);
});

describe('headings', () => {
  test('of two lines are two words', () => {
    expect(read('<title>Leaf mould press</title><h1>Leaf mould<br>press</h1>').title).toBe(
      'Leaf mould press',
    );
  });

  test('the one the title begins with is meant, not the one that names the book', () => {
    const html =
      '<title>What is leaf mould? - The garden book</title><h1>The garden book</h1><h1>What is leaf mould?</h1>';
    expect(read(html).title).toBe('What is leaf mould?');
  });
});
