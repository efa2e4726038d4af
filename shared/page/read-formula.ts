import { elementsWithin, sourceText } from './page-element.ts';
import type { PageElement } from './page-element.ts';
import { foldSpace } from './strip-invisible.ts';

/** The TeX of a formula, or its characters when the page gives none; null when the element is no formula. */
export function readFormula(element: PageElement): { tex: string; display: boolean } | null {
  if (element.tag === 'script') {
    const type = element.attribute('type') ?? '';
    if (!type.startsWith('math/tex')) return null;
    return { tex: sourceText(element).trim(), display: type.includes('mode=display') };
  }
  if (element.tag !== 'math') return null;
  const display = element.attribute('display') === 'block';
  for (const inner of elementsWithin(element)) {
    if (inner.tag === 'annotation' && (inner.attribute('encoding') ?? '').toLowerCase().includes('tex'))
      return { tex: unwrapStyle(foldSpace(sourceText(inner))), display };
  }
  const alternative = element.attribute('alttext');
  return { tex: unwrapStyle(foldSpace(alternative ?? sourceText(element))), display };
}

/** MediaWiki wraps every formula in `{\displaystyle …}`. */
function unwrapStyle(tex: string): string {
  return /^\{\\(?:display|text)style\s+(.*)\}$/s.exec(tex)?.[1] ?? tex;
}
