import { expect, test } from 'vitest';
import { whileAdmitted } from './while-admitted.ts';

async function* numbers() {
  for (let n = 1; n <= 5; n++) yield n;
}

async function collect(isAdmitted: () => boolean, askEveryMs: number) {
  const seen: number[] = [];
  const stream = whileAdmitted(numbers(), async () => isAdmitted(), askEveryMs);
  try {
    for await (const n of stream) seen.push(n);
    return { seen, code: null };
  } catch (error) {
    return { seen, code: (error as { code?: string }).code };
  }
}

test('who may come in hears all, who may not any more hears no more of it', async () => {
  expect(await collect(() => true, 0)).toEqual({ seen: [1, 2, 3, 4, 5], code: null });
  let asked = 0;
  expect(await collect(() => (asked += 1) < 3, 0)).toEqual({ seen: [1, 2], code: 'unauthorized' });
});

test('it is asked no sooner than it has to be', async () => {
  expect(await collect(() => false, 60_000)).toEqual({ seen: [1, 2, 3, 4, 5], code: null });
});
