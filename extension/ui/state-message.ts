import type { AppState, Attempt, PageState } from '../messages.ts';
import type { SavedPage } from '../../shared/contract/page.ts';
import { sayCount } from './say-count.ts';
import { sayReader } from './say-reader.ts';
import type { IconName } from './icon.tsx';

/** A state in words: what is the case, and what that means for this page. */
export interface StateMessage {
  readonly icon: IconName | 'spinner';
  readonly tone: 'plain' | 'good' | 'warn' | 'bad';
  readonly heading: string;
  /** What the sentence begins with, where that is not ours to word. */
  readonly subject?: string;
  readonly sentence: string;
}

/** States that are said in words; the others show the page itself. */
export type SpokenState = Exclude<PageState, { kind: 'idle' | 'remembered' | 'changed' }>;

function saidSaved({ status, passages, embedded, notice, renderer }: SavedPage): string {
  const counted = sayCount(passages, 'passage');
  const kept = renderer === undefined ? counted : `${counted}, ${sayReader(renderer)}`;
  if (notice !== undefined) return `${kept}. ${notice}`;
  if (status === 'unchanged') return `Nothing changed since you saved it: ${kept}.`;
  if (embedded) return `${kept}, ready to search.`;
  return `${kept}. Exact words are ready to search, meaning follows in a moment.`;
}

function saidWaiting({ running, locked, waiting }: AppState): StateMessage {
  const count = Math.max(waiting, 1);
  const they = count === 1 ? 'It' : 'They';
  const opens = locked === true ? 'when you unlock Pagekeep' : 'when the Pagekeep app starts';
  const when = running ? 'in a moment' : opens;
  return {
    icon: 'clock',
    tone: 'warn',
    heading: `${sayCount(count, 'page')} ${count === 1 ? 'is' : 'are'} waiting`,
    sentence: `${they}’ll be saved ${when}. You can close the browser: ${count === 1 ? 'it stays' : 'they stay'} in line.`,
  };
}

const FIXED = {
  unpaired: {
    icon: 'plug',
    tone: 'warn',
    heading: 'Connect to Pagekeep',
    sentence: 'Your pages stay in the Pagekeep app on this computer. Connect once to save and search them.',
  },
  away: {
    icon: 'power',
    tone: 'bad',
    heading: 'Start Pagekeep to search',
    sentence: 'The Pagekeep app on this computer isn’t running. Open it, or run this:',
  },
  unsupported: {
    icon: 'page',
    tone: 'plain',
    heading: 'The browser keeps this page private',
    sentence:
      'Browser pages such as settings and the extension store can’t be read by extensions. Search still works.',
  },
  private: {
    icon: 'lock',
    tone: 'plain',
    heading: 'Private window: nothing is saved',
    sentence: 'Pagekeep doesn’t save pages from private windows. Search still works.',
  },
} as const satisfies Partial<Record<SpokenState['kind'], StateMessage>>;

/** What is away while the app runs. */
const LOCKED = {
  icon: 'lock',
  tone: 'warn',
  heading: 'Unlock Pagekeep to search',
  sentence: 'Your saved pages are locked with a passphrase. To unlock them, run this:',
} as const;

const ASKED = { icon: 'shield', tone: 'warn', heading: 'Is this private?' } as const;

const FAILED_HEADINGS: Readonly<Record<Attempt['kind'] | 'page', string>> = {
  page: 'This page wasn’t saved',
  link: 'The link wasn’t saved',
  block: 'This site wasn’t blocked',
};

/** Says a state in the product's words. */
export function stateMessage(state: SpokenState, app: AppState): StateMessage {
  switch (state.kind) {
    case 'waiting':
      return saidWaiting(app);
    case 'working': {
      const sentence = state.step === 'reading' ? 'Reading the text you see.' : 'Saving the text.';
      return { icon: 'spinner', tone: 'plain', heading: 'Remembering this page…', sentence };
    }
    case 'just-remembered':
      return { icon: 'check', tone: 'good', heading: 'Remembered', sentence: saidSaved(state.saved) };
    case 'blocked': {
      const sentence = 'is on your list of blocked sites, so nothing here is saved. Search still works.';
      return {
        icon: 'block',
        tone: 'plain',
        heading: 'You blocked this site',
        subject: state.pattern,
        sentence,
      };
    }
    case 'failed': {
      if (state.code === 'sensitive') return { ...ASKED, sentence: state.sentence };
      const heading = FAILED_HEADINGS[state.attempt?.kind ?? 'page'];
      return { icon: 'warn', tone: 'bad', heading, sentence: state.sentence };
    }
    case 'away':
      return app.locked === true ? LOCKED : FIXED.away;
    default:
      return FIXED[state.kind];
  }
}

/** What a person runs where the app is away. */
export function commandFor({ locked }: AppState): string {
  return locked === true ? 'pagekeep memory unlock' : 'pagekeep start';
}
