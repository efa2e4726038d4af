import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { ImportedAddress } from '../../shared/contract/archive.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * The links of a bookmarks file as browsers write it (Netscape, 1996), or of Pocket's list: with their tags, with what
 * stands below as a note, and with the folders above as tags, where a person made them.
 */
export function readBookmarks(html: string): ImportedAddress[] {
  const found: ImportedAddress[] = [];
  walk(parseFragment(html).childNodes, [], found);
  return found;
}

/** Folders that every browser makes by itself say nothing. */
const OWN_FOLDERS =
  /^(?:bookmarks?( bar| toolbar| menu)?|other bookmarks|mobile bookmarks|favou?rites( bar)?|unread|read archive)$/i;

function walk(nodes: readonly Node[], folders: readonly string[], found: ImportedAddress[]): void {
  let folder: string | null = null;
  for (const node of nodes) {
    if (!('tagName' in node)) continue;
    if (node.tagName === 'a') addLink(node, folders, found);
    else if (node.tagName === 'h3') folder = textOf(node);
    else if (node.tagName === 'dd') {
      addNote(node, found);
      walk(node.childNodes, folders, found);
    } else {
      const below = node.tagName === 'dl' && folder !== null ? [...folders, folder] : folders;
      walk(node.childNodes, node.tagName === 'dt' ? folders : below, found);
    }
  }
}

function addLink(link: Element, folders: readonly string[], found: ImportedAddress[]): void {
  const named = new Map(link.attrs.map(({ name, value }) => [name, value]));
  const url = named.get('href') ?? '';
  if (!/^https?:/i.test(url)) return;
  const tags = (named.get('tags') ?? '').split(',').map((tag) => tag.trim());
  const all = [...tags, ...folders.filter((name) => !OWN_FOLDERS.test(name))].filter((tag) => tag !== '');
  found.push({ url, title: textOf(link), tags: [...new Set(all)], note: null });
}

function addNote(note: Element, found: ImportedAddress[]): void {
  const own = note.childNodes.filter((child) => child.nodeName === '#text');
  const text = own
    .map((child) => ('value' in child ? child.value : ''))
    .join('')
    .trim();
  const last = found.pop();
  if (last !== undefined) found.push(text === '' ? last : { ...last, note: text });
}

function textOf(node: Element): string {
  return node.childNodes
    .map((child) => ('value' in child ? child.value : 'tagName' in child ? textOf(child) : ''))
    .join('')
    .trim();
}
