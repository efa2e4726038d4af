import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import type { BenchReport } from './bench-report.ts';
import { buildBrowserSide, isBrowserSideStale } from '../../daemon/cli/build-browser-side.ts';
import { meetsBar, printReport } from './print-report.ts';
import { requireNode } from '../require-node.ts';

const folder = new URL('.', import.meta.url);
const results = new URL('../../.cache/bench/', import.meta.url);

/** A bench is a file here that exports `run`; the others are what benches share. */
function benchNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /^export async function run\(/m.test(readFileSync(new URL(file, folder), 'utf8')))
    .map((file) => file.slice(0, -'.ts'.length));
}

function machine(): Record<string, string | number> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
  };
}

function versions(): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
  };
  return { pagekeep: own.version, node: process.versions.node, ...own.dependencies };
}

async function measure(name: string): Promise<void> {
  console.log(`\n${name}`);
  const bench = (await import(new URL(`${name}.ts`, folder).href)) as { run: () => Promise<BenchReport> };
  const report = await bench.run();
  printReport(report);
  const rows = report.rows.map((row) => ({ ...row, met: meetsBar(row) }));
  const record = {
    ...report,
    rows,
    measured_at: new Date().toISOString(),
    machine: machine(),
    versions: versions(),
  };
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(record, null, 2)}\n`);
}

const known = benchNames();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));

if (!requireNode()) {
  process.exitCode = 1;
} else if (asked.length === 0 || unknown.length > 0) {
  for (const name of unknown) console.error(`There is no bench named ${name}.`);
  console.log(`npm run bench -- <name>…\n\n${known.map((name) => `  ${name}`).join('\n')}`);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const { processor, cores, memory_gib, system } = machine();
  console.log(`${processor} · ${cores} cores · ${memory_gib} GiB · ${system}`);
  // Some drive the extension, after an hour of other work.
  if (isBrowserSideStale()) await buildBrowserSide();
  for (const name of asked) await measure(name);
}
