import type { Page } from 'playwright';

/** Whether some of these words, as they stand on the page, are inside the window right now. */
export async function isInView(tab: Page, words: string): Promise<boolean> {
  return tab.evaluate((wanted) => {
    const fold = (text: string): string =>
      text
        .replace(/[\s\u00A0]+/g, ' ')
        .trim()
        .toLowerCase();
    const start = fold(wanted).slice(0, 40);
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot);
        if (element.children.length > 6 || !fold(element.textContent ?? '').includes(start)) continue;
        const box = element.getBoundingClientRect();
        if (box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.height < 3 * innerHeight)
          return true;
      }
    }
    return false;
  }, words);
}
