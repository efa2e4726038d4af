import { ConnectPage } from '../connect-page.tsx';
import type { Claim } from '../connect-page.tsx';
import { ServedConnectPage } from '../served-connect-page.tsx';
import type { ServedConnectStep } from '../served-connect-page.tsx';
import { browserDoes } from './browser-does.ts';
import { sampleAsk } from './sample-ask.ts';
import { BLOCKLIST } from './sample-blocklist.ts';
import type { Screen } from './screen.ts';

const OFFER: Claim = { offer: { code: 'sample', check: '4827' } };
const PRESS = 'Numbers match, connect';
const REFUSED = {
  refused: true,
  code: 'pairing-refused',
  sentence: 'This code is wrong or no longer valid.',
} as const;

const never = () => undefined;

function connect(
  name: string,
  claim: Claim,
  answers: Parameters<typeof sampleAsk>[0] = {},
  press = '',
): Screen {
  const ask = sampleAsk(answers, BLOCKLIST);
  const view = () => <ConnectPage ask={ask} claim={claim} close={browserDoes('close')} />;
  return { name: `connect-${name}`, width: 600, height: 560, frame: 'full', press, view };
}

function served(step: ServedConnectStep, firefox = false): Screen {
  const view = () => (
    <ServedConnectPage step={step} firefox={firefox} openLibrary={browserDoes('open-library')} />
  );
  const name = `connect-served-${step}${firefox ? '-firefox' : ''}`;
  return { name, width: 600, height: 480, frame: 'full', view };
}

/** The extension's connect page and the one the app serves, in every state. */
export const CONNECT_SCREENS: readonly Screen[] = [
  connect('digits', {}),
  connect('another-port', { port: 8000 }),
  connect('offer', OFFER),
  connect('refused', OFFER, { pair: () => REFUSED }, PRESS),
  connect('connecting', OFFER, { pair: () => new Promise(never) }, PRESS),
  connect('connected', OFFER, {}, PRESS),
  served('looking'),
  served('opened'),
  served('connected'),
  served('known'),
  served('alone'),
  served('alone', true),
  served('ended'),
];
