import { setTimeout as sleep } from 'node:timers/promises';
import { VectorKernel } from '../../daemon/index/kernel/vector-kernel.ts';
import type { BenchRow } from './bench-report.ts';
import { clusteredVectors, DIMENSIONS } from './clustered-vectors.ts';
import { quantile } from './quantile.ts';

const ROWS = 500_000;
const SOME_ROWS = 100_000;
const ROUNDS = 100;
const K = 40;
const MEMBERS = 100;

/** The kernel alone: 500,000 vectors with one thread and with two, questions four at a time, and hubness. */
export async function measureKernel(): Promise<BenchRow[]> {
  const alone = new VectorKernel(DIMENSIONS, { helpedFrom: Infinity });
  const helped = new VectorKernel(DIMENSIONS, { helpedFrom: 0 });
  const some = new VectorKernel(DIMENSIONS);
  const draw = clusteredVectors(7);
  for (let id = 0; id < ROWS; id++) {
    const vector = draw();
    alone.put(id, vector);
    helped.put(id, vector);
    if (id < SOME_ROWS) some.put(id, vector);
  }
  helped.nearest(draw(), K);
  await sleep(500);
  const times: Record<'alone' | 'helped' | 'one' | 'four' | 'hubness', number[]> = {
    alone: [],
    helped: [],
    one: [],
    four: [],
    hubness: [],
  };
  const timed = (name: keyof typeof times, work: () => unknown): void => {
    const started = performance.now();
    work();
    times[name].push(performance.now() - started);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const questions = [draw(), draw(), draw(), draw()];
    const [question = draw()] = questions;
    timed('alone', () => alone.nearest(question, K));
    timed('helped', () => helped.nearest(question, K));
    timed('one', () => some.nearest(question, K));
    timed('four', () => some.nearestMany(questions, K));
    const members = some.nearest(question, MEMBERS).map(({ id }) => id);
    timed('hubness', () => some.few.hubness(members));
  }
  helped.close();
  const p = (name: keyof typeof times, share: number): number => quantile(times[name], share);
  return [
    { figure: '500,000, one thread: p95 (ms)', ours: p('alone', 0.95), bar: { atMost: 40 } },
    {
      figure: '500,000, two threads: p50 (ms), beside one thread',
      ours: p('helped', 0.5),
      peer: p('alone', 0.5),
      ratio: p('alone', 0.5) / p('helped', 0.5),
    },
    { figure: '500,000, two threads: p95 (ms)', ours: p('helped', 0.95) },
    {
      figure: 'scan of 100,000, four questions at once: p50 of each (ms), beside one by one',
      ours: p('four', 0.5) / 4,
      peer: p('one', 0.5),
      ratio: (p('one', 0.5) * 4) / p('four', 0.5),
    },
    { figure: `hubness of ${MEMBERS}: p50 (ms)`, ours: p('hubness', 0.5), bar: { atMost: 0.6 } },
  ];
}
