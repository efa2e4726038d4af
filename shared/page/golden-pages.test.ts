import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'parse5';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { chunkPage } from './chunk-page.ts';
import { cleanPage } from './clean-page.ts';
import { packDocument } from './dom-tree.ts';
import { estimateWordpieces } from './estimate-wordpieces.ts';
import { unpackTree } from './packed-tree.ts';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Article } from './article.ts';
import type { LiveNode } from './dom-tree.ts';

const FOLDER = new URL('../../test/fixtures/pages/', import.meta.url);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.html'))
  .map((file) => file.slice(0, -'.html'.length));

const htmlOf = (name: string): string => readFileSync(new URL(`${name}.html`, FOLDER), 'utf8');
const contextOf = (name: string) => ({ url: `https://fixture.example/pages/${name}` });

/** The golden form of an article: what it says about itself, its text, its pictures. */
function written(article: Article): string {
  const facts = [
    article.title,
    article.author,
    article.published_at,
    article.declared_language,
    article.site_name,
  ];
  const images = article.images.map((image) => JSON.stringify(image));
  return [facts.map((fact) => fact ?? '–').join(' | '), article.markdown, ...images, ''].join('\n\n');
}

/** As much of the browser's DOM as a page reader sees, over a parsed tree: a template keeps its content out of `childNodes`. */
function liveNode(node: DefaultTreeAdapterTypes.Node): LiveNode {
  const childNodes = 'childNodes' in node ? node.childNodes.map((child) => liveNode(child)) : [];
  if (!('tagName' in node)) {
    const nodeType = 'value' in node ? 3 : 8;
    return { nodeType, nodeValue: 'value' in node ? node.value : null, childNodes };
  }
  const live = {
    nodeType: 1,
    nodeValue: null,
    childNodes,
    localName: node.tagName,
    ...('content' in node ? { content: liveNode(node.content) } : {}),
    getAttributeNames: () => node.attrs.map(({ name }) => name),
    getAttribute: (name: string) => node.attrs.find((attribute) => attribute.name === name)?.value ?? null,
  };
  return live;
}

const live = (html: string): LiveNode => liveNode(parse(html, { scriptingEnabled: false }));

describe('golden pages', () => {
  test.each(names)('%s', (name) => {
    const article = cleanPage(parseHtml(htmlOf(name)), contextOf(name));
    expect(written(article)).toBe(readFileSync(new URL(`${name}.expected.md`, FOLDER), 'utf8'));
  });

  test.each(names)('%s reads the same from a live document', (name) => {
    const packed = packDocument(live(htmlOf(name)), 100_000);
    if (packed === null) throw new Error('The page has too many nodes.');
    // As it comes out on the other side of a worker's door.
    const root = unpackTree(structuredClone(packed));
    expect(cleanPage(root, contextOf(name))).toEqual(cleanPage(parseHtml(htmlOf(name)), contextOf(name)));
  });

  test.each(names)('%s: offsets, passages and anchors hold', (name) => {
    const article = cleanPage(parseHtml(htmlOf(name)), contextOf(name));
    let last = 0;
    for (const block of article.blocks) {
      expect(block.start).toBeGreaterThanOrEqual(last);
      expect(article.markdown.slice(block.start, block.end).trim()).not.toBe('');
      last = block.end;
    }
    const page = article.blocks.map((block) => block.text).join('\n');
    for (const passage of chunkPage(article, estimateWordpieces))
      expect(page).toContain(passage.anchor.exact);
  });
});

test('with a trace every dropped block is named with its reason', () => {
  const context = contextOf('blog--plain-article');
  const root = parseHtml(htmlOf('blog--plain-article'));
  const { dropped = [] } = cleanPage(root, { ...context, trace: true });
  expect(dropped.map((block) => block.text)).toContain('Terms of use');
  expect(dropped.every((block) => block.step !== '' && block.reason !== '')).toBe(true);
  expect(cleanPage(root, context).dropped).toBeUndefined();
});

test('a live document is packed up to a number of nodes, and not past it', () => {
  // html, head, body, p, text
  expect(packDocument(live('<p>One'), 5)).not.toBeNull();
  expect(packDocument(live('<p>One'), 4)).toBeNull();
});
