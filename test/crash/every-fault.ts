import type { CrashReport, Onlooker } from './campaign.ts';
import { runFaultySession } from './fault-sessions.ts';
import type { FaultyCall } from './shim.ts';

const ERRORS = ['EIO', 'ENOSPC'] as const;

/** The calls of a session that are to fail: each of the first, then some of the others at random. */
export function chooseFaults(
  calls: number,
  first: number,
  others: number,
  random: () => number,
): FaultyCall[] {
  const numbers = [
    ...Array.from({ length: first }, (_, nth) => nth + 1),
    ...Array.from({ length: others }, () => first + 1 + Math.floor(random() * Math.max(1, calls - first))),
  ];
  return numbers.map((call) => ({ call, error: ERRORS[Math.floor(random() * 2)] ?? 'EIO' }));
}

/** Runs the session once for each of these faults, `lanes` at a time. Answers also how many were hit. */
export async function failEach(
  faults: readonly FaultyCall[],
  lanes: number,
  onlooker: Onlooker = {},
): Promise<CrashReport & { readonly hits: number }> {
  const waiting = [...faults];
  const total = { acknowledged: 0, cutOff: 0, refused: 0, hits: 0, faults: [] as string[] };
  let done = 0;
  async function lane(): Promise<void> {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      const session = await runFaultySession(fault, onlooker);
      total.acknowledged += session.acknowledged;
      total.cutOff += session.cutOff;
      total.refused += session.refused;
      total.hits += session.hit === '' ? 0 : 1;
      total.faults.push(...session.faults);
      onlooker.onCycle?.((done += 1));
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return { cycles: faults.length, ...total };
}
