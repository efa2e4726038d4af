import type { BenchReport } from './bench-report.ts';
import { ingestWcxb } from './wcxb-memory.ts';

/** All development pages from HTML to found by meaning, through the daemon's own rooms. */
export async function run(): Promise<BenchReport> {
  const ingested = await ingestWcxb();
  const seconds = ingested.ms_to_meaning / 1000;
  return {
    name: 'ingest',
    rows: [
      { figure: 'pages', ours: ingested.pages },
      { figure: 'pages kept', ours: ingested.kept },
      { figure: 'crashes', ours: ingested.crashed.length, bar: { atMost: 0 } },
      { figure: 'pages over 10 s', ours: ingested.slow.length, bar: { atMost: 0 } },
      { figure: 'passages', ours: ingested.passages },
      { figure: 'pages/s to found by meaning', ours: ingested.pages / seconds },
      { figure: 'passages/s to found by meaning', ours: ingested.passages / seconds },
      { figure: 'pages/s to found by words', ours: ingested.pages / (ingested.ms_to_words / 1000) },
      {
        figure: 'cleaned text, share of the HTML (%)',
        ours: (100 * ingested.text_bytes) / ingested.html_bytes,
      },
      { figure: 'files per page with snapshot (KB)', ours: ingested.file_bytes / ingested.kept / 1000 },
    ],
    notes: [
      `refused with a sentence: ${JSON.stringify(ingested.refused)}`,
      ...ingested.crashed.map((line) => `crash ${line}`),
      ...ingested.slow.map((id) => `over 10 s: ${id}`),
    ],
  };
}
