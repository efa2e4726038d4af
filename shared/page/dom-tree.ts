import type { PackedElement, PackedNode } from './packed-tree.ts';

/** The part of the browser's DOM this needs; `Document` and `Element` fit it. */
export interface LiveNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<LiveNode>;
}

interface LiveElement extends LiveNode {
  readonly localName: string;
  /** Of a template: what is in it. */
  readonly content?: LiveNode;
  getAttributeNames(): string[];
  getAttribute(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/** Packs a document that the browser parsed; null when it has more than `maxNodes` elements and texts. Browsers nest at most 512 deep, so this may recurse. */
export function packDocument(document: LiveNode, maxNodes: number): PackedElement | null {
  const packer = new Packer(maxNodes);
  const children = packer.childrenOf(document);
  return packer.left < 0 ? null : { tag: '#document', attributes: [], children };
}

class Packer {
  /** How many more nodes may come. */
  left: number;

  constructor(maxNodes: number) {
    this.left = maxNodes;
  }

  childrenOf(parent: LiveNode): PackedNode[] {
    const children: PackedNode[] = [];
    for (const node of parent.childNodes) {
      if (--this.left < 0) break;
      if (node.nodeType === TEXT || node.nodeType === CDATA) children.push(node.nodeValue ?? '');
      else if (node.nodeType === ELEMENT) this.#element(node as LiveElement, children);
    }
    return children;
  }

  #element(element: LiveElement, siblings: PackedNode[]): void {
    const tag = element.localName.toLowerCase();
    if (tag !== 'template' || element.content === undefined) {
      const attributes = element
        .getAttributeNames()
        .flatMap((name) => [name, element.getAttribute(name) ?? '']);
      siblings.push({ tag, attributes, children: this.childrenOf(element) });
    } else if (element.getAttribute('shadowrootmode') !== null) {
      // A declarative shadow root is what the reader sees; any other template is not rendered.
      siblings.push({ tag: 'shadow-root', attributes: [], children: this.childrenOf(element.content) });
    }
  }
}
