import { expect, test } from 'vitest';
import type { AppState } from '../messages.ts';
import { appMark } from './app-mark.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const READY: AppState = {
  paired: true,
  running: true,
  ready: true,
  pages: 2418,
  last_captured_at: '2026-11-21T11:58:00Z',
  to_redo: 0,
  waiting: 0,
};

function line(app: Partial<AppState>, saving = false): string {
  const { dot, word, facts } = appMark({ ...READY, ...app }, saving, NOW);
  return [dot, word, ...facts].join(' | ');
}

test('the mark says the most pressing thing first', () => {
  expect(line({})).toBe('good | Ready | 2,418 pages | all saved 2 min ago');
  expect(line({ pages: 0, last_captured_at: null })).toBe('good | Ready | 0 pages');
  expect(line({ waiting: 1 })).toBe('good | Ready | 2,418 pages | 1 page waiting');
  expect(line({ ready: false })).toBe('warn | Getting ready | 2,418 pages');
  expect(line({ ready: false }, true)).toBe('good | Saving | 2,418 pages');
  expect(line({ running: false, pages: null, waiting: 3 }, true)).toBe('bad | Not running | 3 pages waiting');
  expect(line({ running: false, locked: true, pages: null }, true)).toBe('warn | Locked');
  expect(line({ paired: false, running: false })).toBe('warn | Not connected');
});
