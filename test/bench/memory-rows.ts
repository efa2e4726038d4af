import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './bench-report.ts';
import { DIMENSIONS } from './clustered-vectors.ts';
import { writeIndex } from './vector-index.ts';

const FEW_ROWS = 20_000;

interface Held {
  readonly rss: number;
  readonly loaded: number;
  readonly longest: number;
}

/** The middle one of three processes by memory: what V8 keeps in reserve differs from start to start. */
async function holdInChild(file: string): Promise<Held | undefined> {
  const script = new URL('vector-memory.ts', import.meta.url).pathname;
  const held: Held[] = [];
  for (let nth = 0; nth < 3; nth++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, file]);
    held.push(JSON.parse(stdout) as Held);
  }
  return held.toSorted((one, other) => one.rss - other.rss)[1];
}

/** What a vector costs between 20,000 and all 100,000 of `large`, each size in a process of its own, which holds the vectors and answers questions from the file. */
export async function measureMemory(
  folder: string,
  large: string,
  vectors: Float32Array,
): Promise<BenchRow[]> {
  const small = join(folder, 'small.db');
  const rows = vectors.length / DIMENSIONS;
  writeIndex(small, vectors.slice(0, FEW_ROWS * DIMENSIONS));
  const [before, after] = [await holdInChild(small), await holdInChild(large)];
  if (before === undefined || after === undefined) return [];
  return [
    { figure: 'memory of the process at 100,000 (MB)', ours: after.rss / 1e6 },
    {
      figure: 'bytes a vector between 20,000 and 100,000',
      ours: (after.rss - before.rss) / (rows - FEW_ROWS),
      bar: { atMost: 600 },
    },
    { figure: 'reading 100,000 vectors at the start (ms)', ours: after.loaded },
    { figure: 'longest a question waits for it (ms)', ours: after.longest },
  ];
}
