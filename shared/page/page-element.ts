/** A read-only view of an element, so that the same code reads the browser's DOM and a parsed tree. Text nodes are strings, comments are absent. */
export interface PageElement {
  /** Local name in lower case. */
  readonly tag: string;
  readonly children: readonly PageNode[];
  attribute(name: string): string | null;
}

export type PageNode = PageElement | string;

/** Walks all elements under `root` in document order, `root` first, without recursion. */
export function* elementsWithin(root: PageElement): Generator<PageElement> {
  const waiting: PageElement[] = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child !== undefined && typeof child !== 'string') waiting.push(child);
    }
  }
}

/** All text under `root` as it stands in the source. */
export function sourceText(root: PageElement): string {
  const waiting: PageNode[] = [root];
  let text = '';
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') text += node;
    else for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i] ?? '');
  }
  return text;
}

/** Whether an element's text is a single letter or none; reads no further than it takes to tell. */
export function isOneLetter(root: PageElement): boolean {
  const waiting: PageNode[] = [root];
  let text = '';
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') text = (text + node).trimStart();
    else for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i] ?? '');
    if (text.trimEnd().length > 1) return false;
  }
  return true;
}
