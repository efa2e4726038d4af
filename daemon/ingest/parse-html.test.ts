import { expect, test } from 'vitest';
import { elementsWithin, sourceText } from '../../shared/page/page-element.ts';
import { parseHtml } from './parse-html.ts';

const tagsOf = (html: string): string[] => [...elementsWithin(parseHtml(html))].map((element) => element.tag);

test('the tree has tags, attributes and text, and no comments', () => {
  const root = parseHtml('<!doctype html><p class="a" ID=b>one<!-- two --> three<![CDATA[four]]></p>');
  const paragraph = [...elementsWithin(root)].find((element) => element.tag === 'p');
  expect(paragraph?.attribute('class')).toBe('a');
  expect(paragraph?.attribute('id')).toBe('b');
  expect(paragraph?.attribute('href')).toBeNull();
  expect(sourceText(root)).toBe('one three');
});

test('text after a CDATA section is not swallowed', () => {
  expect(sourceText(parseHtml('<div><![CDATA[ x ]]><p>after</p></div>'))).toContain('after');
});

test('noscript is read as elements, templates are not, declarative shadow roots are', () => {
  const tags = tagsOf(
    '<body><noscript><img src=a></noscript><template><b></b></template><x-y><template shadowrootmode=open><i></i></template></x-y>',
  );
  expect(tags).toEqual(['#document', 'html', 'head', 'body', 'noscript', 'img', 'x-y', 'shadow-root', 'i']);
});

test.each([
  ['a million nested elements', '<div>'.repeat(1_000_000)],
  ['a million nested formatting elements', '<b>'.repeat(1_000_000)],
  ['a million links', '<a href="/x">x</a>'.repeat(1_000_000)],
  ['a million comments', '<!--x-->'.repeat(1_000_000)],
  ['a million pieces of text fostered out of a table', `<table>${'x<br>'.repeat(1_000_000)}`],
])('%s are too much, said in a sentence', (_, html) => {
  expect(() => parseHtml(html)).toThrow(expect.objectContaining({ code: 'page-too-complex' }));
});

test('a long text is one text, however many words it has', () => {
  const words = 'a river of words '.repeat(1_000);
  expect(sourceText(parseHtml(`<p>${words}</p>`, 10))).toBe(words);
});

test('the budget counts elements and texts', () => {
  expect(() => parseHtml('<p>a</p>'.repeat(10), 10)).toThrow(/more than 10 /);
  expect(tagsOf('<p>a</p>')).toContain('p');
});
