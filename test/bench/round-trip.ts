import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { openMemory } from '../open-memory.ts';
import { answersOf, carry, contentsOf, fillMemory, makeQuestions } from '../round-trip.ts';
import type { BenchReport, BenchRow } from './bench-report.ts';

const PAGES = 1_000;
const QUESTIONS = 200;
const SEED = 20_261_122;
const WAYS = ['backup', 'encrypted backup', 'bundle', 'jsonl'] as const;

/** Carries 1,000 pages out and in again on every way there is and counts what is not the same afterwards. */
export async function run(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pagekeep-round-trip-'));
  const embedder = openFakeEmbedder(384);
  const memory = await openMemory({ folder: join(folder), embedder });
  try {
    await fillMemory(memory, PAGES, SEED);
    const questions = makeQuestions(QUESTIONS, SEED);
    const contents = await contentsOf(memory);
    const answers = (await answersOf(memory, questions)).map((answer) => JSON.stringify(answer));
    const rows: BenchRow[] = [];
    for (const way of WAYS) {
      const started = performance.now();
      const carried = await carry(memory, way, join(folder, way), embedder);
      const seconds = (performance.now() - started) / 1000;
      const kept = await contentsOf(carried);
      const said = (await answersOf(carried, questions)).map((answer) => JSON.stringify(answer));
      await carried.close();
      rows.push(
        {
          figure: `${way}: pages with equal rows and vectors`,
          ours: same(contents, kept),
          bar: { atLeast: PAGES },
        },
        { figure: `${way}: equal answers`, ours: same(answers, said), bar: { atLeast: QUESTIONS } },
        { figure: `${way}: out and in again (s)`, ours: Number(seconds.toFixed(1)) },
      );
    }
    return {
      name: 'round-trip',
      rows,
      notes: [
        `${PAGES} pages made of words, a fifth of them with an earlier version; ${QUESTIONS} questions, 20 results each; seed ${SEED}.`,
        'Vectors are made by a fake model from the words of each text; they are compared bit by bit.',
      ],
    };
  } finally {
    await memory.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function same(one: readonly string[], other: readonly string[]): number {
  return one.filter((line, nth) => line === other[nth]).length;
}
