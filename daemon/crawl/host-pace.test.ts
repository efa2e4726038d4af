import { expect, test } from 'vitest';
import { HostPace } from './host-pace.ts';

const never = new AbortController().signal;

test('requests to a host start apart, however many ask at once; another host waits for none of them', async () => {
  const pace = new HostPace();
  const starts: number[] = [];
  const ask = async (delayMs: number): Promise<void> => {
    const answered = await pace.enter('https://a.example/x', { delayMs, concurrent: 9 }, never);
    starts.push(Date.now());
    answered();
  };
  const began = Date.now();
  const asking = Promise.all(Array.from({ length: 8 }, () => ask(40)));
  (await pace.enter('https://b.example/', { delayMs: 40, concurrent: 9 }, never))();
  expect(starts.length).toBeLessThanOrEqual(1);
  await asking;
  for (const [at, start] of starts.entries()) expect(start - began).toBeGreaterThanOrEqual(40 * at);
});

test('where one is under way at a time, the next keeps its distance from the answer', async () => {
  const pace = new HostPace();
  const terms = { delayMs: 60, concurrent: 1 };
  const answered = await pace.enter('https://a.example/', terms, never);
  await new Promise((later) => setTimeout(later, 50));
  const began = Date.now();
  answered();
  (await pace.enter('https://a.example/', terms, never))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(59);
});

test('a quick job does not overtake a slow one', async () => {
  const pace = new HostPace();
  const began = Date.now();
  (await pace.enter('https://a.example/', { delayMs: 80, concurrent: 9 }, never))();
  (await pace.enter('https://a.example/', { delayMs: 0, concurrent: 9 }, never))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(75);
});

test('no more are under way than may be', async () => {
  const pace = new HostPace();
  let [running, most] = [0, 0];
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const answered = await pace.enter('https://a.example/', { delayMs: 0, concurrent: 3 }, never);
      most = Math.max(most, ++running);
      await new Promise((later) => setTimeout(later, 5));
      running--;
      answered();
    }),
  );
  expect(most).toBe(3);
});

test('a host that asked for it is left alone', async () => {
  const pace = new HostPace();
  const began = Date.now();
  pace.rest('https://a.example/y', 90);
  (await pace.enter('https://a.example/', { delayMs: 0, concurrent: 1 }, never))();
  expect(Date.now() - began).toBeGreaterThanOrEqual(85);
});

test('who gives up waiting keeps nobody else from their turn, nor lets them start too early', async () => {
  const pace = new HostPace();
  const terms = { delayMs: 60, concurrent: 9 };
  const began = Date.now();
  (await pace.enter('https://a.example/', terms, never))();
  const stop = new AbortController();
  const given = pace.enter('https://a.example/', terms, stop.signal);
  const next = pace.enter('https://a.example/', terms, never);
  stop.abort(new Error('given up'));
  await expect(given).rejects.toThrow();
  (await next)();
  expect(Date.now() - began).toBeGreaterThanOrEqual(55);
});
