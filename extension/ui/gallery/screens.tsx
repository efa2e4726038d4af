import type { ComponentChildren } from 'preact';
import type { AppState, Messages, PageState } from '../../messages.ts';
import type { ListedPage, SavedPage } from '../../../shared/contract/page.ts';
import { ConnectPage } from '../connect-page.tsx';
import type { Claim } from '../connect-page.tsx';
import { OptionsPage } from '../options-page.tsx';
import { Popup } from '../popup.tsx';
import { SidePanel } from '../side-panel.tsx';
import { READY } from './sample-app.ts';
import { RESULTS } from './sample-results.ts';
import { ASKED, clock, sampleAsk } from './sample-ask.ts';

/** One screen in one state. */
export interface Screen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Typed into the search field before it is looked at. */
  readonly type?: string;
  /** The button pressed before it is looked at. */
  readonly press?: string;
  /** The element the screen is drawn into. */
  readonly frame: string;
  readonly view: () => ComponentChildren;
}

const PAGE: ListedPage = {
  page_id: 1,
  url: 'https://db-handbook.example/wal',
  title: 'How a write-ahead log keeps its promises',
  domain: 'db-handbook.example',
  language: 'en',
  tags: ['sqlite', 'durability'],
  note: 'The part about checkpoints answers Tuesday’s question.',
  retention_policy: 'permanent',
  captured_at: '2026-11-18T10:00:00Z',
  timestamp: '2026-11-18T10:00:00Z',
  passages: 41,
  content_hash: 'sample',
  cleaner: '2',
};
const SAVED: SavedPage = { ...PAGE, status: 'stored', images: 14, embedded: true };
const AWAY: AppState = { ...READY, running: false, ready: false, pages: null };
const UNPAIRED: AppState = { ...AWAY, paired: false };

/** Stands for what only a browser can do. */
const browserDoes = (name: string) => (request?: unknown) => {
  ASKED.push({ name, request });
};
const never = () => undefined;
const copy = async (text: string) => browserDoes('copy')(text);

type Answers = Parameters<typeof sampleAsk>[0];

function popup(name: string, app: AppState, page: PageState | null, type = '', more: Answers = {}): Screen {
  const ask = sampleAsk({
    'app-state': () => app,
    ...(page === null ? {} : { 'page-state': () => page }),
    ...more,
  });
  const view = () => (
    <Popup
      ask={ask}
      tabId={1}
      clock={clock}
      openSidePanel={browserDoes('open-side-panel')}
      openOptions={browserDoes('open-options')}
      openConnect={browserDoes('open-connect')}
      copy={copy}
      close={browserDoes('close')}
    />
  );
  return { name: `popup-${name}`, width: 400, height: 600, type, frame: 'popup', view };
}

function sidePanel(name: string, app: AppState, type = ''): Screen {
  const ask = sampleAsk({ 'app-state': () => app });
  const view = () => (
    <SidePanel
      ask={ask}
      clock={clock}
      openOptions={browserDoes('open-options')}
      openConnect={browserDoes('open-connect')}
      copy={copy}
    />
  );
  return { name: `side-panel-${name}`, width: 420, height: 900, type, frame: 'popup panel', view };
}

const WAITING: Messages['list-waiting'][1]['waiting'] = [
  {
    capture_id: 'a',
    url: 'https://ops-notebook.example/drills',
    title: 'Restore drills: practise before you need it',
    queued_at: '2026-11-21T11:30:00Z',
    tries: 2,
    sentence: null,
    stuck: false,
  },
  {
    capture_id: 'b',
    url: 'https://quiet-systems.example/fsync',
    title: 'What fsync does, and what it cannot do',
    queued_at: '2026-11-19T11:30:00Z',
    tries: 9,
    sentence: 'There is no space left on this computer. Free up space, then try again.',
    stuck: true,
  },
];
const SHORTCUTS = [
  { does: 'Open Pagekeep', keys: 'Alt+Shift+K' },
  { does: 'Remember this page', keys: 'Alt+Shift+S' },
  { does: 'Open the side panel', keys: '' },
];

function options(name: string, app: AppState, waiting: typeof WAITING): Screen {
  const ask = sampleAsk({ 'app-state': () => app, 'list-waiting': () => ({ waiting }) });
  const view = () => (
    <OptionsPage
      ask={ask}
      clock={clock}
      shortcuts={SHORTCUTS}
      openConnect={browserDoes('open-connect')}
      openShortcutSettings={browserDoes('open-shortcut-settings')}
    />
  );
  return { name: `options-${name}`, width: 1000, height: 1000, frame: 'full', view };
}

const REFUSED = {
  refused: true,
  code: 'pairing-refused',
  sentence: 'This code does not fit, or its 2 minutes are over. Ask for a new one with pagekeep pair.',
} as const;

function connect(name: string, claim: Claim, answers: Answers = {}, press = ''): Screen {
  const ask = sampleAsk(answers);
  const view = () => <ConnectPage ask={ask} claim={claim} close={browserDoes('close')} />;
  return { name: `connect-${name}`, width: 600, height: 560, frame: 'full', press, view };
}

const AWAY_REFUSAL = {
  refused: true,
  code: 'away',
  sentence: 'The Pagekeep app on this computer isn’t running. Start it, then try again.',
} as const;
const NOT_READY = { ...READY, ready: false };
const FAILED = 'It asked for a sign-in while it was being saved. Sign in, then try again.';
const TOO_LARGE = 'This page is over 32 MB. You can save only the text.';

/** Every screen in every state. */
export const SCREENS: readonly Screen[] = [
  popup('remember', READY, null),
  popup('first-time', { ...READY, pages: 0, last_captured_at: null }, null),
  popup('working', READY, { kind: 'working', title: PAGE.title, step: 'sending' }),
  popup('just-remembered', READY, { kind: 'just-remembered', saved: SAVED, page: PAGE }),
  popup('remembered', READY, { kind: 'remembered', page: PAGE }),
  popup('failed', READY, { kind: 'failed', title: PAGE.title, sentence: FAILED, code: 'fetch-failed' }),
  popup('too-large', READY, { kind: 'failed', title: PAGE.title, sentence: TOO_LARGE, code: 'too-large' }),
  popup('unpaired', UNPAIRED, { kind: 'unpaired' }),
  popup('away', AWAY, { kind: 'away' }),
  popup('waiting', { ...AWAY, waiting: 3 }, { kind: 'waiting', title: PAGE.title }),
  popup('unsupported', READY, { kind: 'unsupported' }),
  popup('private', READY, { kind: 'private' }),
  popup('search', READY, null, 'will my data survive a power cut'),
  popup('nothing-found', READY, null, 'tidal barrage'),
  popup('search-refused', READY, null, 'power cut', { search: () => AWAY_REFUSAL }),
  popup('search-getting-ready', NOT_READY, null, 'power cut', {
    search: ({ query }) => ({
      query,
      results: RESULTS.slice(1, 2),
      count: 1,
      total: 1,
      took_ms: 4,
      notice: 'Showing exact words for now. Search by meaning is getting ready.',
    }),
  }),
  popup('searching', READY, null, 'power cut', { search: () => new Promise(never) }),
  sidePanel('empty', READY),
  sidePanel('search', READY, 'will my data survive a power cut'),
  sidePanel('unpaired', UNPAIRED),
  sidePanel('away', AWAY),
  options('connected', READY, WAITING),
  options('unpaired', UNPAIRED, []),
  connect('digits', {}),
  connect('another-port', { port: 8000 }),
  connect('claim', { code: 'sample' }),
  connect('refused', { code: 'sample' }, { pair: () => REFUSED }, 'Connect'),
  connect('connecting', { code: 'sample' }, { pair: () => new Promise(never) }, 'Connect'),
  connect('connected', { code: 'sample' }, {}, 'Connect'),
];
