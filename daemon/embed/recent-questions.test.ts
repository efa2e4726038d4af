import { expect, test } from 'vitest';
import { RecentQuestions } from './recent-questions.ts';

function open() {
  const made: string[] = [];
  const recent = new RecentQuestions(async (question) => {
    made.push(question);
    if (question === 'broken' && made.filter((other) => other === 'broken').length === 1)
      throw new Error('No.');
    return Float32Array.of(question.length);
  });
  return { made, recent };
}

test('makes the vector of a question once, also when it is asked twice at once', async () => {
  const { made, recent } = open();
  await Promise.all([recent.embed('bread'), recent.embed('bread')]);
  expect(await recent.embed('bread')).toEqual(Float32Array.of(5));
  expect(made).toEqual(['bread']);
});

test('gives everyone a vector of their own', async () => {
  const { recent } = open();
  (await recent.embed('bread'))[0] = 77;
  expect(await recent.embed('bread')).toEqual(Float32Array.of(5));
});

test('keeps no failure', async () => {
  const { recent } = open();
  await expect(recent.embed('broken')).rejects.toThrow('No.');
  expect(await recent.embed('broken')).toEqual(Float32Array.of(6));
});

test('lets go of the question not asked for longest', async () => {
  const { made, recent } = open();
  for (let n = 0; n < 1_000; n++) await recent.embed(`${n}`);
  await recent.embed('0');
  await recent.embed('one more');
  made.length = 0;
  await recent.embed('0');
  expect(made).toEqual([]);
  await recent.embed('1');
  expect(made).toEqual(['1']);
});

test('keeps nothing once closed', async () => {
  const { made, recent } = open();
  await recent.embed('bread');
  recent.close();
  await recent.embed('bread');
  expect(made).toEqual(['bread', 'bread']);
});
