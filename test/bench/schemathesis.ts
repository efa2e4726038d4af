import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';
import { runSchemathesis } from '../schemathesis/run-schemathesis.ts';
import type { BenchReport } from './bench-report.ts';
import { wcxbPages } from './read-eval.ts';
import { wcxbAddress } from './wcxb-memory.ts';

const TOKEN = 'bench-'.padEnd(43, 'x');
const FILLED_PAGES = 60;
/** Made up for each route and phase: some 20,000 requests with those that cover the schema. */
const EXAMPLES = Number(process.env['BENCH_EXAMPLES'] ?? 250);
const OUTPUT = '.cache/bench/schemathesis.txt';

/** Every route of a running daemon asked by its own description, with all checks of Schemathesis. */
export async function run(): Promise<BenchReport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pagekeep-bench-'));
  const daemon = await startDaemonProcess({
    dataDir,
    env: { PAGEKEEP_API_KEY: TOKEN, MAX_CONCURRENT_CRAWLS: '16' },
  });
  try {
    await daemon.ready();
    await fill(daemon);
    const { cases, findings, output } = await runSchemathesis({
      port: daemon.port,
      token: TOKEN,
      examples: EXAMPLES,
      phases: ['coverage', 'fuzzing', 'stateful'],
    });
    await mkdir(dirname(OUTPUT), { recursive: true });
    await writeFile(OUTPUT, `${output}\n${daemon.printed()}`);
    return {
      name: 'schemathesis',
      rows: [
        { figure: 'requests', ours: cases, bar: { atLeast: 20_000 } },
        { figure: 'kinds of findings', ours: findings.length, bar: { atMost: 0 } },
      ],
      notes: [
        `A daemon of ${FILLED_PAGES} pages, all checks, every route but /api/v1/shutdown and /api/v1/passphrase, which would end it or let it be locked. What was found: ${OUTPUT}.`,
        ...findings,
      ],
    };
  } finally {
    await daemon.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(daemon: DaemonProcess): Promise<void> {
  let kept = 0;
  for await (const page of wcxbPages()) {
    if (kept === FILLED_PAGES) return;
    const tags = [`part ${kept % 5}`];
    const saved = await daemon
      .call('capture', { url: wcxbAddress(page), html: page.html, tags })
      .catch(() => null);
    if (saved !== null) kept += 1;
  }
}
