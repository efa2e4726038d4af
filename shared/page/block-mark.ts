import type { PageBlock, Place } from './page-block.ts';

/** How many elements around a block belong to its mark: enough to tell a lead from its teaser elsewhere. */
const LEVELS = 3;

/** A number of 52 bits drawn from a block's text and the elements around it: the same block of a site's template has the same mark on every page. */
export function blockMark({ text, place }: PageBlock): number {
  let path = '';
  let around: Place | null = place;
  for (let level = 0; level < LEVELS && around !== null; level++, around = around.parent) {
    const names = around.element.attribute('class') ?? '';
    // Counters and ids differ from page to page.
    path += `${around.element.tag}.${names.replace(/[\s\d]+/g, '.')} `;
  }
  const marked = path + text;
  let high = 0x81_1c_9d_c5;
  let low = 0x9e_37_79_b9;
  for (let at = 0; at < marked.length; at++) {
    const unit = marked.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01_00_01_93);
    low = Math.imul(low ^ unit, 0x5b_d1_e9_95);
  }
  return (high >>> 0) * 2 ** 20 + (low >>> 12);
}
