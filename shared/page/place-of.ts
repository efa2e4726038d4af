import type { Place } from './page-block.ts';
import type { PageElement } from './page-element.ts';

const PAGE: Omit<Place, 'element' | 'nextItem'> = {
  parent: null,
  depth: -1,
  heading: 0,
  quoted: 0,
  caption: false,
  hidden: false,
  item: null,
};

/** The place an element makes for what is in it. Counts the items of an ordered list as they come. */
export function placeOf(element: PageElement, parent: Place | null): Place {
  const { tag } = element;
  const around = parent ?? PAGE;
  return {
    element,
    parent,
    depth: around.depth + 1,
    heading: /^h[1-6]$/.test(tag) ? Number(tag[1]) : around.heading,
    quoted: around.quoted + (tag === 'blockquote' ? 1 : 0),
    caption: around.caption || tag === 'figcaption' || tag === 'caption',
    hidden: around.hidden || isHidden(element),
    nextItem: tag === 'ol' ? firstNumber(element) : 1,
    item: tag === 'li' ? itemOf(parent) : around.item,
  };
}

function firstNumber(list: PageElement): number {
  return Number.parseInt(list.attribute('start') ?? '', 10) || 1;
}

function itemOf(parent: Place | null): Place['item'] {
  const outer = parent?.item ?? null;
  const indent = outer === null ? '' : outer.indent + ' '.repeat(outer.marker.length);
  if (parent?.element.tag !== 'ol') return { indent, marker: '- ' };
  return { indent, marker: `${parent.nextItem++}. ` };
}

function isHidden(element: PageElement): boolean {
  if (element.attribute('hidden') !== null || element.attribute('aria-hidden') === 'true') return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.attribute('style') ?? '');
}
