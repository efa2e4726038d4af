import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { QuestionsFirst } from './questions-first.ts';

test('a step waits until every question is answered', async () => {
  const questions = new QuestionsFirst();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const did: string[] = [];
  const answers = [first, second].map(async ({ promise }) => did.push(await questions.answer(() => promise)));
  const step = questions.step().then(() => did.push('step'));
  first.resolve('first');
  await sleep(20);
  second.resolve('second');
  await Promise.all([step, ...answers]);
  expect(did).toEqual(['first', 'second', 'step']);
});

test('a question that comes between two steps is answered before the second', async () => {
  const questions = new QuestionsFirst();
  const did: string[] = [];
  const steps = ['one', 'two'].map((name) => questions.step().then(() => did.push(name)));
  await steps[0];
  await questions.answer(async () => did.push('question'));
  await steps[1];
  expect(did).toEqual(['one', 'question', 'two']);
});

test('work goes on though questions never end, and though one fails', async () => {
  const questions = new QuestionsFirst();
  await expect(questions.answer(() => Promise.reject(new Error('No.')))).rejects.toThrow('No.');
  const endless = Promise.withResolvers<void>();
  const answer = questions.answer(() => endless.promise);
  await questions.step();
  endless.resolve();
  await answer;
});
