import { expect, test } from 'vitest';
import type { AppState } from '../messages.ts';
import { sayLoss } from './say-loss.ts';

const READY: AppState = {
  paired: true,
  running: true,
  ready: true,
  pages: 3,
  last_captured_at: null,
  to_redo: 0,
  waiting: 0,
};

test('says what a power cut would cost, where that is known', () => {
  expect(sayLoss(READY)).toBe('If the power went now, no saved page would be lost.');
  expect(sayLoss({ ...READY, to_redo: 12 })).toBe(
    'If the power went now, no saved page would be lost. Only search by meaning would catch up on 12 changes.',
  );
  for (const unknown of [
    { paired: false },
    { running: false },
    { pages: null },
    { to_redo: null },
    { waiting: 1 },
  ])
    expect(sayLoss({ ...READY, ...unknown })).toBeNull();
});
