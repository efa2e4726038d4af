import type { PageElement, PageNode } from './page-element.ts';

/** A page's tree as plain values, which can be handed to another thread; `attributes` are name, value, name, value. */
export interface PackedElement {
  readonly tag: string;
  readonly attributes: readonly string[];
  readonly children: readonly PackedNode[];
}

export type PackedNode = PackedElement | string;

/** Shows a packed tree to the page reader. */
export function unpackTree(packed: PackedElement): PageElement {
  return new UnpackedElement(packed);
}

class UnpackedElement implements PageElement {
  readonly tag: string;
  readonly children: readonly PageNode[];
  readonly #attributes: readonly string[];

  constructor({ tag, attributes, children }: PackedElement) {
    this.tag = tag;
    this.children = children.map((child) => (typeof child === 'string' ? child : new UnpackedElement(child)));
    this.#attributes = attributes;
  }

  attribute(name: string): string | null {
    for (let i = 0; i < this.#attributes.length; i += 2)
      if (this.#attributes[i] === name) return this.#attributes[i + 1] ?? '';
    return null;
  }
}
