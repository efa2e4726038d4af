import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemonProcess } from '../daemon-process.ts';
import paraphrases from '../e2e/paraphrases.json' with { type: 'json' };
import type { BenchReport, BenchRow } from './bench-report.ts';
import { sentenceItem, titleItem } from './known-items.ts';
import { wcxbPages } from './read-eval.ts';
import { wcxbMemory } from './wcxb-memory.ts';
import { quantile } from './quantile.ts';

const PER_KIND = 200;
const MODES = ['hybrid', 'keyword', 'semantic'] as const;

/** How long the daemon takes to answer over HTTP, the question's embedding included, one client, one question at a time. */
export async function run(): Promise<BenchReport> {
  const { folder, run: ingested } = await wcxbMemory();
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  for (const file of ['pages.db', 'index.db']) await cp(join(folder, file), join(dataDir, file));
  const daemon = await startDaemonProcess({ dataDir });
  try {
    await daemon.ready();
    const questions = await askable();
    for (const query of questions.slice(0, 50)) await daemon.call('search', { query });
    const rows: BenchRow[] = [];
    for (const mode of MODES) {
      const times: number[] = [];
      for (const query of questions) {
        const asked = performance.now();
        await daemon.call('search', { query, mode });
        times.push(performance.now() - asked);
      }
      times.sort((a, b) => a - b);
      rows.push({ figure: `${mode} p50 (ms)`, ours: quantile(times, 0.5) });
      const bar = mode === 'hybrid' ? { bar: { atMost: 60 } } : {};
      rows.push({ figure: `${mode} p95 (ms)`, ours: quantile(times, 0.95), ...bar });
    }
    return {
      name: 'search',
      rows,
      notes: [
        `${ingested.passages} passages, ${questions.length} questions: titles, shortened sentences, paraphrases`,
      ],
    };
  } finally {
    await daemon.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function askable(): Promise<string[]> {
  const titles: string[] = [];
  const sentences: string[] = [];
  for await (const page of wcxbPages()) {
    const title = titleItem(page);
    const sentence = sentenceItem(page);
    if (title !== null) titles.push(title.question);
    if (sentence !== null) sentences.push(sentence.question);
  }
  return [...spread(titles), ...spread(sentences), ...paraphrases.map(({ question }) => question)];
}

/** `PER_KIND` of them, evenly over the whole list. */
function spread(all: readonly string[]): string[] {
  const step = Math.max(1, all.length / PER_KIND);
  return Array.from(
    { length: Math.min(PER_KIND, all.length) },
    (_, nth) => all[Math.floor(nth * step)] ?? '',
  );
}
