import type { BenchReport } from './bench-report.ts';
import { ingestWcxb } from './wcxb-memory.ts';

/** All development pages from HTML to found by meaning, through the daemon's own rooms. */
export async function run(): Promise<BenchReport> {
  const run = await ingestWcxb();
  const seconds = run.ms_to_meaning / 1000;
  return {
    name: 'ingest',
    rows: [
      { figure: 'pages', ours: run.pages },
      { figure: 'pages kept', ours: run.kept },
      { figure: 'crashes', ours: run.crashed.length, bar: { atMost: 0 } },
      { figure: 'pages over 10 s', ours: run.slow.length, bar: { atMost: 0 } },
      { figure: 'passages', ours: run.passages },
      { figure: 'pages/s to found by meaning', ours: run.pages / seconds },
      { figure: 'passages/s to found by meaning', ours: run.passages / seconds },
      { figure: 'pages/s to found by words', ours: run.pages / (run.ms_to_words / 1000) },
      { figure: 'cleaned text, share of the HTML (%)', ours: (100 * run.text_bytes) / run.html_bytes },
      { figure: 'files per page with snapshot (KB)', ours: run.file_bytes / run.kept / 1000 },
    ],
    notes: [
      `refused with a sentence: ${JSON.stringify(run.refused)}`,
      ...run.crashed.map((line) => `crash ${line}`),
      ...run.slow.map((id) => `over 10 s: ${id}`),
    ],
  };
}
