import { defaultTreeAdapter, parse } from 'parse5';
import type { DefaultTreeAdapterTypes, DefaultTreeAdapterMap, TreeAdapter } from 'parse5';
import { Failure } from '../failure.ts';
import type { PageElement, PageNode } from '../../shared/page/page-element.ts';

/** Chromium stops nesting at 512; twice that leaves room for sloppy pages and keeps recursion safe. */
const MAX_DEPTH = 1024;

class ParsedElement implements PageElement {
  readonly tag: string;
  readonly children: readonly PageNode[];
  readonly #attributes: readonly { name: string; value: string }[];

  constructor(
    tag: string,
    attributes: readonly { name: string; value: string }[],
    children: readonly PageNode[],
  ) {
    this.tag = tag;
    this.children = children;
    this.#attributes = attributes;
  }

  attribute(name: string): string | null {
    for (const attribute of this.#attributes) if (attribute.name === name) return attribute.value;
    return null;
  }
}

/** Parses HTML as the standard says, scripts off. Throws `page-too-complex` when it has more than `maxNodes` nodes or is nested too deeply. */
export function parseHtml(html: string, maxNodes = 400_000): PageElement {
  const document = parse(html, { scriptingEnabled: false, treeAdapter: boundedAdapter(maxNodes) });
  return viewOf(document);
}

function boundedAdapter(maxNodes: number): TreeAdapter<DefaultTreeAdapterMap> {
  let nodes = 0;
  let depth = 0;
  const count = (): void => {
    if (++nodes > maxNodes)
      throw new Failure('page-too-complex', `The page has more than ${maxNodes} elements and texts.`);
  };
  return {
    ...defaultTreeAdapter,
    createElement(tag, namespace, attributes) {
      count();
      return defaultTreeAdapter.createElement(tag, namespace, attributes);
    },
    createCommentNode(text) {
      count();
      return defaultTreeAdapter.createCommentNode(text);
    },
    // The parser hands over words and blanks one by one; those that join a text are no node of their own.
    insertText(parent, text) {
      const before = parent.childNodes.length;
      defaultTreeAdapter.insertText(parent, text);
      if (parent.childNodes.length > before) count();
    },
    insertTextBefore(parent, text, next) {
      const before = parent.childNodes.length;
      defaultTreeAdapter.insertTextBefore(parent, text, next);
      if (parent.childNodes.length > before) count();
    },
    onItemPush() {
      if (++depth > MAX_DEPTH)
        throw new Failure('page-too-complex', `The page is nested more than ${MAX_DEPTH} elements deep.`);
    },
    onItemPop() {
      depth--;
    },
  };
}

type ParsedNode = DefaultTreeAdapterTypes.ChildNode;
type ParsedParent = DefaultTreeAdapterTypes.Document | DefaultTreeAdapterTypes.Element;

function viewOf(parent: ParsedParent): ParsedElement {
  const isElement = 'tagName' in parent;
  return new ParsedElement(
    isElement ? parent.tagName.toLowerCase() : '#document',
    isElement ? parent.attrs : [],
    childrenOf(parent.childNodes),
  );
}

function childrenOf(nodes: readonly ParsedNode[]): PageNode[] {
  const children: PageNode[] = [];
  for (const node of nodes) {
    if ('value' in node) children.push(node.value);
    else if ('content' in node) {
      // A declarative shadow root is what the reader sees; any other template is not rendered.
      if (node.attrs.some((attribute) => attribute.name === 'shadowrootmode'))
        children.push(new ParsedElement('shadow-root', [], childrenOf(node.content.childNodes)));
    } else if ('tagName' in node) children.push(viewOf(node));
  }
  return children;
}
