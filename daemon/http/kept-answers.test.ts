import { describe, expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { KeptAnswers } from './kept-answers.ts';
import type { RepeatableWrite } from './kept-answers.ts';

const WRITE: RepeatableWrite = {
  client: 'a',
  key: 'k',
  route: 'capture',
  request: { url: 1 },
  secret: false,
};
const DAY_MS = 86_400_000;

function counted() {
  let done = 0;
  return { work: async () => ({ nth: ++done }), done: () => done };
}

const fillDisk = () => Promise.reject(new Failure('disk-full', 'Full.'));

describe('a write under a key', () => {
  test('is done once, and answers the same for a day', async () => {
    const [kept, { work, done }] = [new KeptAnswers(), counted()];
    expect(await kept.once(WRITE, 0, work)).toEqual({ nth: 1 });
    expect(await kept.once(WRITE, DAY_MS - 1, work)).toEqual({ nth: 1 });
    expect(done()).toBe(1);
    expect(await kept.once(WRITE, DAY_MS, work)).toEqual({ nth: 2 });
  });

  test('belongs to its client, and to its request', async () => {
    const [kept, { work }] = [new KeptAnswers(), counted()];
    await kept.once(WRITE, 0, work);
    expect(await kept.once({ ...WRITE, client: 'b' }, 0, work)).toEqual({ nth: 2 });
    for (const other of [{ request: { url: 2 } }, { route: 'store' }]) {
      await expect(kept.once({ ...WRITE, ...other }, 0, work)).rejects.toMatchObject({ code: 'key-reused' });
    }
  });

  test('is refused while the first is at work', async () => {
    const kept = new KeptAnswers();
    const gate = Promise.withResolvers<string>();
    const first = kept.once(WRITE, 0, () => gate.promise);
    await expect(kept.once(WRITE, 0, async () => 'twice')).rejects.toMatchObject({
      code: 'conflict',
      details: { retry_after_s: 1 },
    });
    gate.resolve('once');
    expect(await first).toBe('once');
    expect(await kept.once(WRITE, 0, async () => 'twice')).toBe('once');
  });

  test('may be tried again after a failure, which changed nothing', async () => {
    const kept = new KeptAnswers();
    await expect(kept.once(WRITE, 0, fillDisk)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await kept.once(WRITE, 0, async () => 'done')).toBe('done');
  });

  test.each([
    ['a forgetting', false, (kept: KeptAnswers) => kept.letGo()],
    ['its answer was a secret', true, () => undefined],
  ])('is not done again once %s took its answer', async (_what, secret, then) => {
    const [kept, { work, done }] = [new KeptAnswers(), counted()];
    await kept.once({ ...WRITE, secret }, 0, work);
    then(kept);
    await expect(kept.once({ ...WRITE, secret }, 0, work)).rejects.toMatchObject({ code: 'conflict' });
    expect(done()).toBe(1);
  });
});

test('what was forgotten while an answer was in the making is not in what is kept of it', async () => {
  const [kept, { work, done }] = [new KeptAnswers(), counted()];
  const forgetsMeanwhile = async () => {
    kept.letGo();
    return work();
  };
  expect(await kept.once(WRITE, 0, forgetsMeanwhile)).toEqual({ nth: 1 });
  await expect(kept.once(WRITE, 0, work)).rejects.toMatchObject({ code: 'conflict' });
  expect(await kept.once({ ...WRITE, key: 'next' }, 0, work)).toEqual({ nth: 2 });
  expect(await kept.once({ ...WRITE, key: 'next' }, 0, work)).toEqual({ nth: 2 });
  expect(done()).toBe(2);
});

test('a sweep lets go of what is older than its day, and of every answer where pages went', async () => {
  const [kept, { work }] = [new KeptAnswers(), counted()];
  const gate = Promise.withResolvers<string>();
  const young = { ...WRITE, key: 'young' };
  const slow = { ...WRITE, key: 'slow' };
  await kept.once(WRITE, 0, work);
  await kept.once(young, 1, work);
  const made = kept.once(slow, 0, () => gate.promise);
  kept.sweep({ expired: 0, of_sessions: 0 }, DAY_MS);
  // Asked as of before, it would be there still.
  expect(await kept.once(WRITE, 1, work)).toEqual({ nth: 3 });
  expect(await kept.once(young, 1, work)).toEqual({ nth: 2 });
  gate.resolve('late');
  expect([await made, await kept.once(slow, 1, work)]).toEqual(['late', 'late']);
  for (const gone of [
    { expired: 1, of_sessions: 0 },
    { expired: 0, of_sessions: 1 },
  ]) {
    const write = { ...WRITE, key: JSON.stringify(gone) };
    await kept.once(write, 1, work);
    kept.sweep(gone, 2);
    await expect(kept.once(write, 2, work)).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('what is kept is bounded: many keys, or answers of a gigabyte, do not add up', async () => {
  const kept = new KeptAnswers();
  const page = 'x'.repeat(1_000_000);
  for (let nth = 0; nth < 100; nth += 1)
    await kept.once({ ...WRITE, key: `large ${nth}` }, 0, async () => page);
  const { work } = counted();
  const asked = { ...WRITE, key: 'large 0' };
  await expect(kept.once(asked, 0, work)).rejects.toMatchObject({ code: 'conflict' });
  expect(await kept.once({ ...WRITE, key: 'large 99' }, 0, work)).toBe(page);

  for (let nth = 0; nth < 10_000; nth += 1) await kept.once({ ...WRITE, key: `${nth}` }, 0, async () => nth);
  expect(await kept.once({ ...WRITE, key: '0' }, 0, work)).toBe(0);
  await kept.once({ ...WRITE, key: 'one more' }, 0, async () => null);
  expect(await kept.once({ ...WRITE, key: '0' }, 0, work)).toEqual({ nth: 1 });
});
