import { elementsWithin } from './page-element.ts';
import type { PageElement } from './page-element.ts';
import { namesField } from './field-kinds.ts';
import type { FieldKind } from './field-kinds.ts';

/** Words: beside more of them a place to sign in is one of many things on the page. */
const FEW_WORDS = 150;

/** What a page that nobody looked at is for, by the fields it shows; null when it is an ordinary one, which may well have a place to sign in. `words` of its own stand on it. */
export function findSensitive(root: PageElement, words: number): FieldKind | null {
  if (words >= FEW_WORDS) return null;
  for (const element of shownWithin(root)) {
    if (element.tag !== 'input') continue;
    const kind = namesField((name) => element.attribute(name) ?? '');
    if (kind !== null) return kind;
  }
  return null;
}

function* shownWithin(root: PageElement): Generator<PageElement> {
  const hidden = new Set<PageElement>();
  for (const element of elementsWithin(root)) {
    if (hidden.has(element)) continue;
    if (isHidden(element)) for (const inner of elementsWithin(element)) hidden.add(inner);
    else yield element;
  }
}

function isHidden(element: PageElement): boolean {
  if (element.tag === 'template' || element.tag === 'dialog') return true;
  if (element.attribute('hidden') !== null || element.attribute('aria-hidden') === 'true') return true;
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.attribute('style') ?? '');
}
