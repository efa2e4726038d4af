import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReadyModel } from '../ready-model.ts';
import { BenchProcess } from './bench-process.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';
import { openRealMemory } from './open-real-memory.ts';
import { wcxbPages } from './read-eval.ts';
import type { PageToTake } from './straightforward-ingest.ts';
import { ingestWcxb, wcxbAddress } from './wcxb-memory.ts';
import type { IngestRun } from './wcxb-memory.ts';

/** Every so manieth page is in the comparison: 150 of all kinds. */
const EVERY = 10;
/** Pages that one side takes before it is the other's turn. */
const TURN = 15;

/** All development pages from HTML to found by meaning, through the daemon's own rooms; every tenth also by the straightforward pipeline, in turn. */
export async function run(): Promise<BenchReport> {
  const compared = await compare();
  const ingested = await ingestWcxb();
  return {
    name: 'ingest',
    peer: 'Readability on linkedom, 500-word windows, Transformers.js fp32, sqlite-vec + FTS5',
    rows: [...compared, ...describe(ingested)],
    notes: [
      `Compared on every ${EVERY}th page, ${TURN} pages by one side, then by the other, each in a process of its own.`,
      `refused with a sentence: ${JSON.stringify(ingested.refused)}`,
      ...ingested.crashed.map((line) => `crash ${line}`),
      ...ingested.slow.map((id) => `over 10 s: ${id}`),
    ],
  };
}

async function compare(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const model = await writeReadyModel(folder);
  const peer = new BenchProcess<readonly PageToTake[], number>(
    'straightforward-ingest.ts',
    join(folder, 'straightforward.db'),
    model,
  );
  const memory = await openRealMemory(folder);
  try {
    const pages = await sample();
    await peer.ask([]);
    let [ours, theirs] = [0, 0];
    for (let at = 0; at < pages.length; at += TURN) {
      const turn = pages.slice(at, at + TURN);
      const started = performance.now();
      // A page without text is refused, as the peer keeps nothing of it.
      for (const page of turn) await memory.ingest(page).catch(() => null);
      await memory.publisher.idle();
      ours += performance.now() - started;
      theirs += await peer.ask(turn);
    }
    const [own, other] = [(1_000 * pages.length) / ours, (1_000 * pages.length) / theirs];
    return [
      { figure: 'pages/s to found by meaning', ours: own, peer: other, ratio: own / other },
      { figure: 'times as fast', ours: own / other, bar: { atLeast: 3 } },
    ];
  } finally {
    await Promise.all([peer.close(), memory.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function sample(): Promise<PageToTake[]> {
  const pages: PageToTake[] = [];
  let nth = 0;
  for await (const page of wcxbPages())
    if (nth++ % EVERY === 0) pages.push({ url: wcxbAddress(page), html: page.html });
  return pages;
}

function describe(ingested: IngestRun): BenchRow[] {
  const { pages, kept, passages, html_bytes, text_bytes, file_bytes } = ingested;
  const seconds = ingested.ms_to_meaning / 1000;
  return [
    { figure: 'all pages: how many', ours: pages },
    { figure: 'pages kept', ours: kept },
    { figure: 'crashes', ours: ingested.crashed.length, bar: { atMost: 0 } },
    { figure: 'pages over 10 s', ours: ingested.slow.length, bar: { atMost: 0 } },
    { figure: 'passages', ours: passages },
    { figure: 'pages/s to found by meaning, all', ours: pages / seconds },
    { figure: 'passages/s to found by meaning, all', ours: passages / seconds },
    { figure: 'pages/s to found by words, all', ours: pages / (ingested.ms_to_words / 1000) },
    { figure: 'HTML per page (KB)', ours: html_bytes / pages / 1000 },
    { figure: 'cleaned text per page (KB)', ours: text_bytes / kept / 1000 },
    {
      figure: 'cleaned text, share of the HTML (%)',
      ours: (100 * text_bytes) / html_bytes,
      bar: { atMost: 25 },
    },
    {
      figure: 'files per page with snapshot (KB)',
      ours: file_bytes / kept / 1000,
      bar: { atMost: 100 },
    },
  ];
}
