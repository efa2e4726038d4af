import type { PageElement, PageNode } from './page-element.ts';

/** The part of the browser's DOM this needs; `Document` and `Element` fit it. */
export interface LiveNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<LiveNode>;
}

interface LiveElement extends LiveNode {
  readonly localName: string;
  readonly shadowRoot: LiveNode | null;
  getAttribute(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** Shows a live or parsed document of the browser to the page reader. Reads attributes from the DOM when asked; children are listed once. */
export function domTree(document: LiveNode): PageElement {
  return { tag: '#document', children: childrenOf(document), attribute: () => null };
}

function childrenOf(parent: LiveNode): PageNode[] {
  const children: PageNode[] = [];
  for (const node of parent.childNodes) {
    if (node.nodeType === TEXT || node.nodeType === CDATA) children.push(node.nodeValue ?? '');
    else if (node.nodeType === ELEMENT) children.push(viewOf(node as LiveElement));
  }
  return children;
}

function viewOf(element: LiveElement): PageElement {
  const children = childrenOf(element);
  if (element.shadowRoot !== null)
    children.unshift({ tag: 'shadow-root', children: childrenOf(element.shadowRoot), attribute: () => null });
  return { tag: element.localName.toLowerCase(), children, attribute: (name) => element.getAttribute(name) };
}
