import type { AppState } from '../../messages.ts';
import { LibraryPage } from '../library/library-page.tsx';
import { browserDoes, copy } from './browser-does.ts';
import { READY } from './sample-app.ts';
import { clock, sampleAsk } from './sample-ask.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';
import { LIBRARY } from './sample-library.ts';
import type { Screen } from './screen.ts';

interface Told extends Partial<Pick<Screen, 'press' | 'type' | 'keys' | 'width' | 'rtl'>> {
  readonly app?: AppState;
  /** The fragment of its address. */
  readonly place?: string;
  readonly endpoints?: SampleEndpoints;
  /** Whether the app serves the page. */
  readonly served?: boolean;
  readonly refusedLink?: string;
}

const AWAY = {
  refused: true,
  code: 'away',
  sentence: 'The Pagekeep app on this computer isn’t running. Start it, then try again.',
} as const;
const NO_PAGES = { content: [], count: 0, total_count: 0, next_cursor: null };
const OFFLINE: AppState = { ...READY, running: false, ready: false, pages: null };

const never = () => undefined;

function library(name: string, told: Told = {}): Screen {
  const { app = READY, place = '', endpoints, served, refusedLink, ...seen } = told;
  const ask = sampleAsk({ 'app-state': () => app }, { ...LIBRARY, ...endpoints });
  const view = () => {
    history.replaceState(null, '', `#${place}`);
    return (
      <LibraryPage
        ask={ask}
        clock={clock}
        expansion={{ read: () => true, keep: never }}
        openOptions={served === true ? null : browserDoes('open-options')}
        openConnect={served === true ? null : browserDoes('open-connect')}
        refusedLink={refusedLink ?? null}
        copy={copy}
      />
    );
  };
  return { name: `library-${name}`, width: 1280, height: 900, frame: 'full', view, ...seen };
}

/** The library in every state. */
export const LIBRARY_SCREENS: readonly Screen[] = [
  library('pages'),
  library('narrow', { width: 400 }),
  library('rtl', { rtl: true }),
  library('selected', { keys: 'Escape x j j Shift+x' }),
  library('forget', { keys: 'Escape Delete' }),
  library('keys', { keys: 'Escape ?' }),
  library('filtered', { place: 'tag=sqlite' }),
  library('none-match', { place: 'tag=sqlite&language=sv' }),
  library('empty', { endpoints: { list: () => NO_PAGES } }),
  library('loading', { endpoints: { list: () => new Promise(never) } }),
  library('refused', { endpoints: { list: () => AWAY } }),
  library('rename-tag', { place: 'tag=sqlite', press: 'Rename tag' }),
  library('searched', { place: 'q=will%20my%20data%20survive%20a%20power%20cut' }),
  library('nothing-found', { type: 'tidal barrage' }),
  library('reader', { place: 'read=1' }),
  library('reader-changes', { place: 'read=2', press: 'Changed 2 days ago' }),
  library('session', { place: 'keep=session_only', press: 'Forget this session…' }),
  library('reader-markup', { place: 'read=5' }),
  library('reader-narrow', { place: 'read=1', width: 400 }),
  library('reader-missing', { place: 'read=99' }),
  library('reader-loading', { place: 'read=1', endpoints: { markdown: () => new Promise(never) } }),
  library('away', { app: OFFLINE }),
  library('locked', { app: { ...OFFLINE, locked: true } }),
  library('not-connected', { app: { ...OFFLINE, running: true, paired: false } }),
  library('served', { served: true }),
  library('served-closed', { served: true, app: { ...OFFLINE, running: true, paired: false } }),
  library('served-refused', {
    served: true,
    app: { ...OFFLINE, running: true, paired: false },
    refusedLink: 'This code is wrong or no longer valid.',
  }),
];
