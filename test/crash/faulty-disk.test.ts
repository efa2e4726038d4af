import { expect, test } from 'vitest';
import { runFaultySession } from './fault-sessions.ts';
import { fillDisk } from './fill-disk.ts';
import { TEST_SEED } from '../test-seed.ts';

const PATIENCE_MS = 300_000;
const FAULTS = 8;

test(
  'one failing call of a session loses nothing that was acknowledged and damages nothing',
  async () => {
    const { calls, faults: before } = await runFaultySession(undefined);
    expect(before).toEqual([]);
    expect(calls).toBeGreaterThan(300);
    for (let nth = 0; nth < FAULTS; nth += 1) {
      // Spread over the session, and elsewhere by another seed.
      const call = 1 + Math.floor((calls * (nth + (TEST_SEED % 97) / 97)) / FAULTS);
      const fault = { call, error: nth % 2 === 0 ? 'EIO' : 'ENOSPC' } as const;
      const { faults, hit } = await runFaultySession(fault);
      expect(faults, `${fault.error} at call ${call}, ${hit}`).toEqual([]);
    }
  },
  PATIENCE_MS,
);

test(
  'a full disk refuses what is to be kept, answers questions, and takes pages again once there is room',
  async () => {
    expect(await fillDisk()).toEqual([]);
  },
  PATIENCE_MS,
);
