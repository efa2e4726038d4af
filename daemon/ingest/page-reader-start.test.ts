import { expect, test, vi } from 'vitest';
import { openPageReader } from './page-reader.ts';
import type * as Threads from 'node:worker_threads';

vi.mock('node:worker_threads', async (original) => {
  const threads = await original<typeof Threads>();
  return {
    ...threads,
    Worker: class extends threads.Worker {
      constructor() {
        super(new URL('data:text/javascript,throw new Error("a library is missing")'));
      }
    },
  };
});

test('a worker that cannot start is not put down to the page', async () => {
  const reader = openPageReader({ workers: 1 });
  await expect(reader.read('<p>Text.', { url: 'https://example.com/a' })).rejects.toMatchObject({
    code: 'internal',
    message: 'The page could not be read.',
    cause: { message: 'a library is missing' },
  });
  await reader.close();
});
