import { afterEach, expect, test } from 'vitest';
import { EmbeddingSeat } from './embedding-seat.ts';

const script = new URL('../../test/fixtures/embed/fragile-worker.ts', import.meta.url);
const seats: EmbeddingSeat[] = [];

function newSeat(graph = 'some'): EmbeddingSeat {
  const seat = new EmbeddingSeat(script, { graph, lowered: true });
  seats.push(seat);
  return seat;
}

afterEach(() => Promise.all(seats.splice(0).map((seat) => seat.close())));

test('answers in its own thread and counts what is under way', async () => {
  const seat = newSeat();
  const both = Promise.all([seat.run(Int32Array.of(1)), seat.run(Int32Array.of(2))]);
  expect(seat.load).toBe(2);
  const [first, second] = await both;
  expect(seat.load).toBe(0);
  expect([first[1], second[1]]).toEqual([1, 2]);
  expect(first[0]).toBeGreaterThan(0);
});

test('rejects a text that fails and goes on with the next', async () => {
  const seat = newSeat();
  await expect(seat.run(Int32Array.of(7))).rejects.toMatchObject({ code: 'internal' });
  expect((await seat.run(Int32Array.of(2)))[1]).toBe(2);
});

test('rejects what a dying worker had in hand and starts it anew once', async () => {
  const seat = newSeat();
  const [first] = await seat.run(Int32Array.of(1));
  const lost = await Promise.allSettled([seat.run(Int32Array.of(13)), seat.run(Int32Array.of(2))]);
  expect(lost.map((end) => end.status)).toEqual(['rejected', 'rejected']);
  expect(lost[0]).toMatchObject({ reason: { code: 'internal' } });
  expect(seat.load).toBe(0);

  const [second, answered] = await seat.run(Int32Array.of(3));
  expect(answered).toBe(3);
  expect(second).not.toBe(first);
  await expect(seat.run(Int32Array.of(13))).rejects.toMatchObject({ code: 'internal' });
  await expect(seat.run(Int32Array.of(1))).rejects.toMatchObject({ code: 'internal' });
});

test('says that a model cannot be loaded', async () => {
  await expect(newSeat('none').ready()).rejects.toMatchObject({ code: 'data-damaged' });
});

test('answers what it has before it closes, and nothing after', async () => {
  const seat = newSeat();
  const running = seat.run(Int32Array.of(4));
  await seat.close();
  expect((await running)[1]).toBe(4);
  await expect(seat.run(Int32Array.of(5))).rejects.toMatchObject({ code: 'not-ready' });
});
