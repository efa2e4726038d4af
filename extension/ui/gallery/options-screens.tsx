import type { AppState, Messages } from '../../messages.ts';
import { OptionsPage } from '../options-page.tsx';
import { browserDoes } from './browser-does.ts';
import { READY } from './sample-app.ts';
import { clock, sampleAsk } from './sample-ask.ts';
import { CLIENTS, READS } from './sample-clients.ts';
import type { SampleEndpoints } from './sample-endpoints.ts';
import type { Screen } from './screen.ts';

const AWAY: AppState = { ...READY, running: false, ready: false, pages: null };
const UNPAIRED: AppState = { ...AWAY, paired: false };

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

/** Who is connected, until one is disconnected. */
function clients(): SampleEndpoints {
  let connected = CLIENTS;
  return {
    tokens: () => ({ tokens: [...connected] }),
    editToken: ({ client_id, scopes = [] }) => {
      connected = connected.map((one) =>
        one.client_id === client_id ? { ...one, scopes: [...scopes] } : one,
      );
      return CLIENTS[0] ?? NO_LIST;
    },
    reads: () => READS,
    revokeToken: ({ client_id }) => {
      connected = connected.filter((one) => one.client_id !== client_id);
      return { revoked: true };
    },
  };
}

function options(
  name: string,
  app: AppState,
  waiting: typeof WAITING,
  more: SampleEndpoints = {},
  press = '',
): Screen {
  const ask = sampleAsk(
    { 'app-state': () => app, 'list-waiting': () => ({ waiting }) },
    { ...clients(), ...more },
  );
  const view = () => (
    <OptionsPage
      ask={ask}
      clock={clock}
      shortcuts={SHORTCUTS}
      openConnect={browserDoes('open-connect')}
      openShortcutSettings={browserDoes('open-shortcut-settings')}
    />
  );
  return { name: `options-${name}`, width: 1000, height: 1000, frame: 'full', press, view };
}

const NO_LIST = {
  refused: true,
  code: 'scope',
  sentence: 'This token may not do that: it lacks the scope forget.',
} as const;

/** The options, in every state. */
export const OPTIONS_SCREENS: readonly Screen[] = [
  options('connected', READY, WAITING),
  options('client-reads', READY, [], {}, 'What it read: claude'),
  options('disconnect', READY, [], {}, 'Disconnect Firefox on Linux'),
  options('no-list', READY, [], { tokens: () => NO_LIST }),
  options('away', AWAY, WAITING),
  options('unpaired', UNPAIRED, []),
];
