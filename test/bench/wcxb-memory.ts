import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLEANER_VERSION } from '../../shared/page/cleaner-version.ts';
import { openRealMemory } from './open-real-memory.ts';
import { wcxbPages } from './read-eval.ts';
import { withRememberedVectors } from './remembered-vectors.ts';
import type { WcxbPage } from './read-eval.ts';

const FOLDER = '.cache/bench/wcxb-memory';
const SLOW_MS = 10_000;

/** What one run of all pages through the real ingest measured. */
export interface IngestRun {
  readonly made_by: string;
  readonly pages: number;
  readonly kept: number;
  /** Refused with a sentence, by code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly crashed: readonly string[];
  readonly slow: readonly string[];
  readonly passages: number;
  readonly ms_to_words: number;
  readonly ms_to_meaning: number;
  readonly html_bytes: number;
  readonly text_bytes: number;
  readonly file_bytes: number;
}

/** Changes whenever something that shapes the memory does; a memory made by other code is made again. */
export function madeBy(): string {
  const hash = createHash('sha256').update(CLEANER_VERSION);
  for (const file of [
    'store/embedded-text.ts',
    'index/schema.ts',
    'index/words.ts',
    'store/migrations/001-memory.sql',
  ]) {
    const url = new URL(`../../daemon/${file}`, import.meta.url);
    if (existsSync(url)) hash.update(readFileSync(url));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The folder of a memory that holds all 1,497 development pages, made now unless the same code made it before. */
export async function wcxbMemory(): Promise<{ folder: string; run: IngestRun }> {
  const report = join(FOLDER, 'run.json');
  if (existsSync(report)) {
    const run = JSON.parse(await readFile(report, 'utf8')) as IngestRun;
    if (run.made_by === madeBy()) return { folder: FOLDER, run };
  }
  return { folder: FOLDER, run: await ingestWcxb(withRememberedVectors) };
}

/** Puts every page through the real ingest, a page at a time, and leaves the memory behind for other benches. */
export async function ingestWcxb(wrap?: Parameters<typeof openRealMemory>[1]): Promise<IngestRun> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const memory = await openRealMemory(FOLDER, wrap);
  const refused: Record<string, number> = {};
  const crashed: string[] = [];
  const slow: string[] = [];
  let pages = 0;
  let kept = 0;
  let htmlBytes = 0;
  const started = performance.now();
  for await (const page of wcxbPages()) {
    pages++;
    htmlBytes += Buffer.byteLength(page.html);
    const begun = performance.now();
    try {
      await memory.ingest({ url: wcxbAddress(page), html: page.html, capture_id: page.id });
      kept++;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null;
      if (code === null || code === 'internal') crashed.push(`${page.id}: ${String(error)}`);
      else refused[code] = (refused[code] ?? 0) + 1;
    }
    if (performance.now() - begun > SLOW_MS) slow.push(page.id);
  }
  const msToWords = performance.now() - started;
  await memory.publisher.idle();
  const msToMeaning = performance.now() - started;
  await memory.index.sync();
  const { passages } = await memory.index.metrics();
  const textBytes = await countText(memory);
  await memory.close();
  const run: IngestRun = {
    made_by: madeBy(),
    pages,
    kept,
    refused,
    crashed,
    slow,
    passages,
    ms_to_words: msToWords,
    ms_to_meaning: msToMeaning,
    html_bytes: htmlBytes,
    text_bytes: textBytes,
    file_bytes: (await stat(join(FOLDER, 'pages.db'))).size + (await stat(join(FOLDER, 'index.db'))).size,
  };
  await writeFile(join(FOLDER, 'run.json'), JSON.stringify(run, null, 2));
  return run;
}

/** Several pages share one address in the data set, so each is kept on a host of its own, under the path it had. */
export function wcxbAddress({ id, url }: Pick<WcxbPage, 'id' | 'url'>): string {
  const { pathname = '/', search = '' } = URL.parse(url) ?? {};
  return `https://${wcxbHost(id)}${pathname}${search}`;
}

/** The host a page is kept on. */
export function wcxbHost(id: string): string {
  return `page-${id}.example`;
}

async function countText(memory: Awaited<ReturnType<typeof openRealMemory>>): Promise<number> {
  const row = memory.store.database.prepare('select sum(markdown_bytes) as bytes from pages').get();
  return (row as { bytes: number | null }).bytes ?? 0;
}
