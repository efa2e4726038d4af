import { maskMarkup } from '../../shared/page/mask-secrets.ts';
import type { BenchReport } from './bench-report.ts';
import { quantile } from './quantile.ts';
import { wcxbPages } from './read-eval.ts';

/** The fastest of them counts, and of it what the processor worked: what else runs on the machine is not what masking takes. */
const TRIES = 3;

/** Looks for secrets in the markup of every development page, as each page is looked through before anything of it is kept. */
export async function run(): Promise<BenchReport> {
  const times: number[] = [];
  const bytes: number[] = [];
  let masked = 0;
  for await (const { html } of wcxbPages()) {
    times.push(Math.min(...Array.from({ length: TRIES }, () => timeOf(() => maskMarkup(html)))));
    bytes.push(Buffer.byteLength(html));
    if (maskMarkup(html) !== html) masked += 1;
  }
  return {
    name: 'mask',
    rows: [
      { figure: 'pages', ours: times.length },
      { figure: 'masking a page, mean (ms)', ours: sum(times) / times.length },
      { figure: 'masking a page, median (ms)', ours: quantile(times, 0.5) },
      { figure: 'masking a page, p95 (ms)', ours: quantile(times, 0.95) },
      { figure: 'markup of a page, median (KB)', ours: quantile(bytes, 0.5) / 1000 },
      { figure: 'masking, per 100 KB (ms)', ours: (sum(times) / sum(bytes)) * 100_000 },
      { figure: 'pages in which a secret was masked', ours: masked },
    ],
    notes: [
      `Markup as sites send it, scripts and all; processor time, the fastest of ${TRIES} tries a page.`,
    ],
  };
}

function timeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
