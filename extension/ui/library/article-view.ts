import { Fragment, h } from 'preact';
import type { ComponentChild } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { readArticle } from './read-article.ts';
import type { ArticleBlock } from './read-article.ts';
import type { Inline } from './read-inline.ts';

/** Blocks drawn in one go; the rest follow piece by piece, so that a book does not hold the page up. */
const SLICE = 150;

const MARKS = { strong: 'strong', em: 'em', del: 's' } as const;
const OUTSIDE = { target: '_blank', rel: 'noopener noreferrer' };

function drawWords(words: readonly Inline[]): ComponentChild[] {
  return words.map((piece) => {
    if (typeof piece === 'string') return piece;
    if (piece.kind === 'code') return h('code', null, piece.text);
    if (piece.kind === 'picture') return drawPicture(piece.text);
    if (piece.kind === 'link') return h('a', { href: piece.href, ...OUTSIDE }, ...drawWords(piece.children));
    return h(MARKS[piece.kind], null, ...drawWords(piece.children));
  });
}

/** The words of a picture: loading it would tell its site who reads. */
function drawPicture(words: string): ComponentChild {
  if (words.trim() === '') return '';
  return h('span', { class: 'doc-picture' }, h('span', { class: 'doc-picture-is' }, 'Picture: '), words);
}

function drawTable({ head, rows }: Extract<ArticleBlock, { kind: 'table' }>): ComponentChild {
  const top = h('tr', null, ...head.map((cell) => h('th', { scope: 'col' }, ...drawWords(cell))));
  const body = rows.map((row) => h('tr', null, ...row.map((cell) => h('td', null, ...drawWords(cell)))));
  const table = h('table', null, h('thead', null, top), h('tbody', null, ...body));
  return h('div', { class: 'doc-scroll', tabIndex: 0, role: 'group', 'aria-label': 'Table' }, table);
}

function drawBlock(block: ArticleBlock): ComponentChild {
  switch (block.kind) {
    case 'heading':
      // The title of the page is the view's one h1.
      return h(`h${Math.min(Math.max(block.level, 2), 6)}`, { dir: 'auto' }, ...drawWords(block.words));
    case 'code':
      return h(
        'pre',
        { dir: 'ltr', tabIndex: 0, role: 'group', 'aria-label': 'Code' },
        h('code', null, block.text),
      );
    case 'table':
      return drawTable(block);
    case 'quote':
      return h('blockquote', null, ...block.blocks.map(drawBlock));
    case 'list': {
      const items = block.items.map((blocks) => h('li', null, ...blocks.map(drawBlock)));
      return block.ordered ? h('ol', { start: block.start }, ...items) : h('ul', null, ...items);
    }
    default:
      return h('p', { dir: 'auto' }, ...drawWords(block.words));
  }
}

/** A saved article as text: headings, paragraphs, lists, code and tables of our own making; nothing of the page becomes markup, nothing is loaded. */
export function ArticleView({ markdown, title }: { markdown: string; title: string }) {
  const blocks = useMemo(() => withoutTitle(readArticle(markdown), title), [markdown, title]);
  const [shown, setShown] = useState(SLICE);
  useEffect(() => {
    if (shown >= blocks.length) return undefined;
    const more = setTimeout(() => setShown(shown + SLICE), 0);
    return () => clearTimeout(more);
  }, [shown, blocks]);
  const drawn = useMemo(() => blocks.slice(0, shown).map(drawBlock), [blocks, shown]);
  return h(Fragment, null, ...drawn);
}

/** Most articles begin with the title, which stands above already. */
function withoutTitle(blocks: readonly ArticleBlock[], title: string): readonly ArticleBlock[] {
  const [first, ...rest] = blocks;
  const repeats = first?.kind === 'heading' && first.words.length === 1 && first.words[0] === title;
  return repeats ? rest : blocks;
}
