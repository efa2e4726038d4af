import { expect, test } from 'vitest';
import { WholeReads } from './whole-reads.ts';

const never = new AbortController().signal;
const fail = () => Promise.reject(new Error('no'));
const soon = () => new Promise((resolve) => setImmediate(resolve));

test('a cleaning waits for those that read, those that come later wait for it, and readers do not wait for each other', async () => {
  const reads = new WholeReads();
  const said: string[] = [];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const read = (name: string, gate: Promise<void>) =>
    reads.read(async () => {
      said.push(`${name} begins`);
      await gate;
      said.push(`${name} ends`);
    });
  const cleaned = Promise.withResolvers<void>();
  const all = [read('one', gates[0].promise), read('two', gates[1].promise)];
  await soon();
  all.push(
    reads.between(async () => {
      said.push('cleaning begins');
      await cleaned.promise;
      said.push('cleaning ends');
    }, never),
    read('three', Promise.resolve()),
  );
  gates[1].resolve();
  await soon();
  gates[0].resolve();
  await soon();
  cleaned.resolve();
  await Promise.all(all);
  expect(said.join(', ')).toBe(
    'one begins, two begins, two ends, one ends, cleaning begins, cleaning ends, three begins, three ends',
  );
});

test('one that fails holds up nobody', async () => {
  const reads = new WholeReads();
  await expect(reads.read(fail)).rejects.toThrow('no');
  await expect(reads.between(fail, never)).rejects.toThrow('no');
  expect(await reads.read(() => Promise.resolve(1))).toBe(1);
});

test('a stop ends the waiting of a cleaning, and nothing is cleaned', async () => {
  const reads = new WholeReads();
  const gate = Promise.withResolvers<void>();
  const reading = reads.read(() => gate.promise);
  const stopping = new AbortController();
  let cleaned = false;
  const cleaning = reads.between(async () => void (cleaned = true), stopping.signal);
  stopping.abort();
  await expect(cleaning).rejects.toMatchObject({ name: 'AbortError' });
  expect(cleaned).toBe(false);
  gate.resolve();
  await reading;
});
