import { Readability } from '@mozilla/readability';
import { Defuddle } from 'defuddle/node';
import { parseHTML } from 'linkedom';
import { parseHtml } from '../../daemon/ingest/parse-html.ts';
import { collectBlocks } from '../../shared/page/collect-blocks.ts';

/** What a reader made of a page, and how long it took from HTML to its result. */
export interface PeerReading {
  readonly text: string;
  readonly ms: number;
}

/** Reads a page with each peer on linkedom. A page that one of them throws at counts as read to nothing. */
export async function readByPeers(
  html: string,
  url: string,
): Promise<{ readability: PeerReading; defuddle: PeerReading }> {
  const readability = await timed(() => new Readability(documentOf(html)).parse()?.content ?? '');
  const defuddle = await timed(async () => (await Defuddle(documentOf(html), url)).content);
  return { readability, defuddle };
}

/** linkedom's document stands in for the browser's, which both peers ask for. */
function documentOf(html: string): Document {
  return parseHTML(html).document;
}

async function timed(read: () => string | Promise<string>): Promise<PeerReading> {
  const { error } = console;
  // Defuddle tells of every broken script and selector it passes over.
  console.error = () => {};
  const started = performance.now();
  let content = '';
  try {
    content = await read();
  } catch {
    // Left empty: what a person would get.
  } finally {
    console.error = error;
  }
  const ms = performance.now() - started;
  // Cut into blocks so that words of neighbouring paragraphs stay apart.
  const { blocks } = collectBlocks(parseHtml(content), '');
  return { text: blocks.map((block) => block.text).join('\n'), ms };
}
