import type { AppState } from '../../messages.ts';

/** The moment every sample is looked at. */
export const NOW = new Date('2026-11-21T12:00:00Z');

/** A daemon that runs, is ready, and keeps some pages. */
export const READY: AppState = {
  paired: true,
  running: true,
  ready: true,
  pages: 2418,
  last_captured_at: '2026-11-21T11:58:00Z',
  to_redo: 0,
  waiting: 0,
};
