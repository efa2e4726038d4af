import { elementsWithin } from './page-element.ts';
import type { PageElement } from './page-element.ts';

const BLOCK_CONTENT = new Set([
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'form',
  'article',
  'section',
  'iframe',
  'nav',
  'blockquote',
]);
const MAX_CELL_CHARACTERS = 600;

/** One cell as the caller reads it. */
export interface ReadCell {
  readonly text: string;
  readonly markdown: string;
  readonly words: number;
  readonly linkWords: number;
}

/** The rows of a table that holds values; null when the table only arranges the page and its cells are blocks of their own. */
export function readTable(
  table: PageElement,
  readCell: (cell: PageElement) => ReadCell,
): ReadCell[][] | null {
  const role = table.attribute('role');
  if (role === 'presentation' || role === 'none') return null;
  const rows: PageElement[][] = [];
  let row: PageElement[] | null = null;
  for (const element of elementsWithin(table)) {
    if (element === table) continue;
    if (BLOCK_CONTENT.has(element.tag)) return null;
    if (element.tag === 'tr') rows.push((row = []));
    else if (element.tag === 'td' || element.tag === 'th') row?.push(element);
  }
  const filled = rows.filter((cells) => cells.length > 0);
  if (filled.length < 2 || !filled.some((cells) => cells.length > 1)) return null;
  const read = filled.map((cells) => cells.map((cell) => readCell(cell)));
  if (read.some((cells) => cells.some((cell) => cell.text.length > MAX_CELL_CHARACTERS))) return null;
  const withText = read.filter((cells) => cells.some((cell) => cell.text !== ''));
  return withText.length > 0 ? withText : null;
}

/** Writes rows as a Markdown table; the first row is its head. */
export function tableMarkdown(rows: readonly (readonly ReadCell[])[]): string {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => (cells[i] ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  const [head = [], ...body] = rows.map((cells) => cells.map((cell) => cell.markdown));
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n');
}
