import type { AppState } from '../messages.ts';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';

/** The footer mark: a dot whose shape says the same as its word, and up to two facts behind it. */
export interface AppMark {
  readonly dot: 'good' | 'warn' | 'bad';
  readonly word: string;
  readonly facts: readonly string[];
}

/** Puts the app's state into the footer's words. `saving`: a page is on its way right now. */
export function appMark(app: AppState, saving: boolean, now: Date): AppMark {
  const waiting = app.waiting > 0 ? [`${sayCount(app.waiting, 'page')} waiting`] : [];
  if (!app.paired) return { dot: 'warn', word: 'Not connected', facts: waiting };
  if (app.locked === true) return { dot: 'warn', word: 'Locked', facts: waiting };
  if (!app.running) return { dot: 'bad', word: 'Not running', facts: waiting };
  const pages = app.pages === null ? [] : [sayCount(app.pages, 'page')];
  if (saving) return { dot: 'good', word: 'Saving', facts: pages };
  if (!app.ready) return { dot: 'warn', word: 'Getting ready', facts: pages };
  const saved = app.last_captured_at === null ? [] : [`all saved ${sayDate(app.last_captured_at, now)}`];
  return { dot: 'good', word: 'Ready', facts: [...pages, ...(waiting.length > 0 ? waiting : saved)] };
}
