import type { Page } from 'playwright';

/** Whether the first words of this quote, wherever they stand on the page, are inside the window right now. */
export async function isInView(tab: Page, quote: string): Promise<boolean> {
  return tab.evaluate((wanted) => {
    const letters: { node: Text; at: number }[] = [];
    let text = '';
    const roots: Node[] = [document.body];
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element && node.shadowRoot !== null) roots.push(node.shadowRoot);
        if (!(node instanceof Text) || node.parentElement?.closest('script, style, noscript') !== null)
          continue;
        for (let at = 0; at < node.data.length; at++) {
          const letter = node.data.charAt(at).toLowerCase();
          if (/[\p{L}\p{N}]/u.test(letter)) {
            letters.push({ node, at });
            text += letter;
          }
        }
      }
    }
    const start = wanted
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .slice(0, 30);
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      const first = letters[at];
      if (first === undefined) break;
      const range = document.createRange();
      range.setStart(first.node, first.at);
      range.setEnd(first.node, first.at + 1);
      const { top, bottom } = range.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight && bottom > top) return true;
    }
    return false;
  }, quote);
}
