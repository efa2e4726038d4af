import { elementsWithin } from './page-element.ts';
import type { PageElement, PageNode } from './page-element.ts';
import { stripInvisible } from './strip-invisible.ts';

const LINE_ELEMENTS = new Set(['div', 'p', 'li', 'tr']);

/** The text of a `pre`, white space untouched, without line-number columns, and the language its class names. */
export function readCode(pre: PageElement): { text: string; language: string } {
  let text = '';
  const add = (node: PageNode): void => {
    if (typeof node === 'string') {
      text += node;
      return;
    }
    if (node.tag === 'br') text += '\n';
    if (isLineNumber(node) || node.tag === 'button' || node.tag === 'script' || node.tag === 'style') return;
    const line = LINE_ELEMENTS.has(node.tag);
    if (line && text !== '' && !text.endsWith('\n')) text += '\n';
    for (const child of node.children) add(child);
    if (line && !text.endsWith('\n')) text += '\n';
  };
  for (const child of pre.children) add(child);
  return { text: stripInvisible(text).replace(/^(?:[^\S\n]*\n)+|\s+$/g, ''), language: languageOf(pre) };
}

function isLineNumber(element: PageElement): boolean {
  return /\b(?:line-?no|line-?nums?|line-?numbers?|lnt?|gutter|blob-num)\b/i.test(
    element.attribute('class') ?? '',
  );
}

function languageOf(pre: PageElement): string {
  for (const element of elementsWithin(pre)) {
    const named = /(?:^|\s)(?:language|lang|highlight-source)-([\w+#-]{1,20})/i.exec(
      element.attribute('class') ?? '',
    );
    if (named?.[1] !== undefined) return named[1].toLowerCase();
  }
  return '';
}

/** Writes code as a fenced block; the fence is longer than any run of back-ticks inside. */
export function codeMarkdown(text: string, language: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
