import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Embedder } from '../../daemon/embed/embedder.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { openMemory } from '../open-memory.ts';
import {
  answersOf,
  carry,
  contentsOf,
  exportAll,
  fillMemory,
  importAll,
  makeQuestions,
} from '../round-trip.ts';

const PAGES = 60;
const SEED = 20_261_122;
const questions = makeQuestions(30, SEED);

/** Counts the texts it has to read. */
function countingEmbedder(): Embedder & { read: number } {
  const embedder = openFakeEmbedder(384);
  const counting = {
    ...embedder,
    read: 0,
    embedPassages: (texts: readonly string[]) => {
      counting.read += texts.length;
      return embedder.embedPassages(texts);
    },
  };
  return counting;
}

async function filled(pages = PAGES) {
  const memory = await openMemory({ folder: temporaryFolder(), embedder: openFakeEmbedder(384) });
  onTestFinished(() => memory.close());
  await fillMemory(memory, pages, SEED);
  return memory;
}

const WAYS = ['backup', 'encrypted backup', 'bundle', 'jsonl'] as const;

test('out and in again, on every way there is: equal rows, equal vectors bit by bit, equal answers', async () => {
  const memory = await filled();
  const contents = await contentsOf(memory);
  expect(contents.length).toBe(PAGES);
  expect(contents.every((line) => line.includes('"vector":'))).toBe(true);
  expect(contents.filter((line) => !line.includes('"versions":[]')).length).toBe(PAGES / 5);
  const answers = await answersOf(memory, questions);
  expect(answers.filter(({ total }) => total > 0).length).toBeGreaterThan(20);
  for (const way of WAYS) {
    const embedder = countingEmbedder();
    const carried = await carry(memory, way, join(temporaryFolder(), 'other'), embedder);
    expect(await contentsOf(carried), way).toEqual(contents);
    expect(await answersOf(carried, questions), way).toEqual(answers);
    // Only lines without vectors are read again.
    expect(embedder.read > 0, way).toBe(way === 'jsonl');
    await carried.close();
  }
}, 120_000);

test('brought in twice, nothing changes', async () => {
  const memory = await filled(12);
  const file = await exportAll(memory, 'bundle');
  const before = await contentsOf(memory);
  expect(await importAll(memory, file)).toEqual({ added: 0, merged: 0, skipped: 12, failed: [] });
  expect(await contentsOf(memory)).toEqual(before);
});
