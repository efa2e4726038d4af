/** A page's Markdown as a reader sees it: its headings, and the lines of its running text. */
export interface PlainLines {
  readonly headings: readonly string[];
  readonly text: string;
}

const FENCE = /^\s*(?:```|~~~)/u;
const HEADING = /^#{1,6}\s+(?<words>.*)$/u;
/** Lists, tables, quotes, rules and pictures: lines that are no sentences. */
const NO_PROSE = /^\s*(?:[-*+>|]|\d+[.)]\s|!\[)/u;
/** A text in one line may be megabytes long. */
const LONGEST_LINE = 10_000;

/** Leaves out code, tables and lists, and the signs inside a line that say how it looks or where it leads. */
export function plainLines(markdown: string): PlainLines {
  const headings: string[] = [];
  const lines: string[] = [];
  let inCode = false;
  for (const line of markdown.split('\n')) {
    if (FENCE.test(line)) inCode = !inCode;
    else if (!inCode) {
      const heading = HEADING.exec(line)?.groups?.['words'];
      if (heading !== undefined) headings.push(plain(heading));
      else if (line.length <= LONGEST_LINE && !NO_PROSE.test(line)) lines.push(plain(line));
    }
  }
  return { headings, text: lines.join('\n') };
}

function plain(line: string): string {
  return line
    .replaceAll(/!?\[(?<shown>[^\]]*)\]\([^)]*\)/gu, '$<shown>')
    .replaceAll(/\\(?<sign>[\p{P}\p{S}])/gu, '$<sign>')
    .replaceAll(/[*`]/gu, '')
    .trim();
}
