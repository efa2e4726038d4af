import { escapeHtml } from '../escape-html.ts';

/** What a page is called, and in which language it says that it is. */
interface Named {
  readonly title: string;
  readonly declared_language: string | null;
}

/** Makes Markdown a plain page that reads the same: headings, list items, code and paragraphs, each in its words alone. */
export function htmlOfMarkdown(markdown: string, { title, declared_language }: Named): string {
  const blocks: string[] = [];
  let lines: string[] = [];
  let code: string[] | null = null;
  const close = (): void => {
    if (lines.length > 0) blocks.push(`<p>${lines.join('<br>')}</p>`);
    lines = [];
  };
  for (const line of [...markdown.split('\n'), '']) {
    if (/^ {0,3}```[^`]*$/.test(line)) {
      close();
      if (code !== null) blocks.push(preformatted(code));
      code = code === null ? [] : null;
    } else if (code !== null) code.push(line);
    else {
      const block = blockOf(line.trim());
      if (block !== null || line.trim() === '') close();
      if (block !== null) blocks.push(block);
      else if (line.trim() !== '') lines.push(wordsOf(line.trim()));
    }
  }
  if (code !== null) blocks.push(preformatted(code));
  const language = declared_language === null ? '' : ` lang="${escapeHtml(declared_language)}"`;
  return `<!doctype html><html${language}><head><title>${escapeHtml(title)}</title></head><body><main>${blocks.join('\n')}</main></body></html>`;
}

/** A line that is a block of its own; null where it is part of a paragraph. */
function blockOf(line: string): string | null {
  const [, signs = '', heading = ''] = /^(#{1,6}) +(.*)$/.exec(line) ?? [];
  if (signs !== '') return `<h${signs.length}>${wordsOf(heading)}</h${signs.length}>`;
  const item = /^(?:[*+-]|\d{1,9}[.)]) +(.*)$/.exec(line)?.[1];
  return item === undefined ? null : `<li>${wordsOf(item)}</li>`;
}

/** What stands between backticks stays as it is. */
function wordsOf(line: string): string {
  return line
    .split(/(`[^`]{1,2000}`)/)
    .map((part, nth) => (nth % 2 === 1 ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : plainOf(part)))
    .join('');
}

/** Pictures go, links and bold words leave their words; each pattern is bounded, so that no line costs more than its length. */
function plainOf(text: string): string {
  const words = text
    .replaceAll(/!\[[^\][]{0,1000}\]\((?:[^()\s]|\([^()\s]{0,300}\)){0,3000}(?: "[^"]{0,500}")?\)/g, '')
    .replaceAll(/\[([^\][]{0,1000})\]\((?:[^()\s]|\([^()\s]{0,300}\)){0,3000}(?: "[^"]{0,500}")?\)/g, '$1')
    .replaceAll(/(?<![\w*])\*\*(?=[^\s*])([^*]{1,2000})\*\*(?![\w*])/g, '$1')
    .replaceAll(/\\([\\`*_{}[\]()#+.!-])/g, '$1');
  return escapeHtml(words);
}

function preformatted(lines: readonly string[]): string {
  return `<pre><code>${escapeHtml(lines.join('\n'))}</code></pre>`;
}
