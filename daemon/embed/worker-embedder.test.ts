import { afterEach, expect, test } from 'vitest';
import type { Embedder } from './embedder.ts';
import { openWorkerEmbedder } from './worker-embedder.ts';

let embedder: Embedder | undefined;
afterEach(() => embedder?.close());

async function open(): Promise<Embedder> {
  embedder = await openWorkerEmbedder({
    script: new URL('../../test/fixtures/embed/fragile-worker.ts', import.meta.url),
    graph: 'some',
    questionGraph: 'some',
    bulkWorkers: 2,
    fingerprint: 'threads/0/first/2',
    model: 'threads',
    dimensions: 2,
    tokenize: (text) => Int32Array.of(Number(text)),
  });
  return embedder;
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(100 + n));
const threadsOf = (vectors: readonly Float32Array[]) => new Set(vectors.map(([thread]) => thread));

test('shares passages among all bulk workers and keeps their order', async () => {
  const vectors = await (await open()).embedPassages(numbers(50));
  expect(vectors.map(([, id]) => String(id))).toEqual(numbers(50));
  expect(threadsOf(vectors).size).toBe(2);
});

test('leaves passages to one worker right after a question, which has its own', async () => {
  const opened = await open();
  // Starting a worker may take longer than the others have to make way.
  await opened.embedPassages(numbers(50));
  const [question] = await opened.embedQuestion('1');
  const threads = threadsOf(await opened.embedPassages(numbers(50)));
  expect(threads.size).toBe(1);
  expect(threads.has(question)).toBe(false);
});

test('rejects a whole batch when one text fails, and no other batch', async () => {
  const opened = await open();
  const failing = opened.embedPassages(['1', '7', ...numbers(10)]);
  const other = opened.embedPassages(numbers(3));
  await expect(failing).rejects.toMatchObject({ code: 'internal' });
  expect(await other).toHaveLength(3);
});

test('goes on with other batches after a worker died', async () => {
  const opened = await open();
  await expect(opened.embedPassages(['13'])).rejects.toMatchObject({ code: 'internal' });
  expect(await opened.embedPassages(numbers(10))).toHaveLength(10);
});
