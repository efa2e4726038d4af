import type { PageBlock } from '../page-block.ts';

const KINDS = ['heading', 'paragraph', 'list-item', 'quote', 'code', 'table', 'caption'] as const;
const TAGS = ['p', 'div', 'li', 'td', 'dd', 'dt', 'section', 'article', 'form', 'summary'] as const;

/** What a block is by itself: size, links, punctuation, case, tag. */
export function ownFeatures(block: PageBlock): number[] {
  const { text, words } = block;
  const characters = Math.max(1, text.length);
  const capitals = text.match(/(?<![\p{L}\p{N}])\p{Lu}/gu)?.length ?? 0;
  return [
    words,
    text.length / Math.max(1, words),
    block.linkWords / Math.max(1, words),
    block.linkWords,
    text.match(/[.!?。！？؟।](?=\s|$|[^\s\w])/gu)?.length ?? 0,
    (text.match(/[,;、，]/g)?.length ?? 0) / Math.max(1, words),
    (text.match(/\d/g)?.length ?? 0) / characters,
    capitals / Math.max(1, words),
    (text.match(/[\p{P}\p{S}]/gu)?.length ?? 0) / characters,
    /[.!?。！？؟।:…]["')\]”’»]*$/.test(text) ? 1 : 0,
    /^[\p{Ll}]/u.test(text) ? 1 : 0,
    /[|»›·•→©®]/.test(text) ? 1 : 0,
    /[$€£¥₹]\s?\d|\d\s?[$€£¥₹]/.test(text) ? 1 : 0,
    /\b(?:19|20)\d\d\b/.test(text) ? 1 : 0,
    KINDS.indexOf(block.kind),
    block.level,
    TAGS.indexOf(block.place.element.tag as (typeof TAGS)[number]),
    block.place.depth,
    block.place.hidden ? 1 : 0,
    block.place.quoted,
    block.place.item === null ? 0 : 1 + block.place.item.indent.length,
  ];
}
