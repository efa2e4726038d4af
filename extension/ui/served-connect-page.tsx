import { ConnectCard } from './connect-card.tsx';
import { Icon } from './icon.tsx';

/**
 * How far connecting has come, as the page that the app opened can know it: waiting for the extension to answer; answered,
 * with a page of its own; connected by this code; connected since long; nobody answered; no code, or it is used up.
 */
export type ServedConnectStep = 'looking' | 'opened' | 'connected' | 'known' | 'alone' | 'ended';

export interface ServedConnectPageProps {
  readonly step: ServedConnectStep;
  readonly firefox: boolean;
  readonly openLibrary: () => void;
}

const HEADINGS: Readonly<Record<ServedConnectStep, string>> = {
  looking: 'Connect this browser',
  opened: 'Go on in the other tab',
  connected: 'This browser is connected',
  known: 'This browser is connected',
  alone: 'Add Pagekeep to this browser',
  ended: 'This link has ended',
};

const SENTENCES: Readonly<Record<ServedConnectStep, string>> = {
  looking: 'Looking for the Pagekeep extension…',
  opened:
    'The Pagekeep extension opened a page of its own. Compare its check number with the one in the terminal, then connect.',
  connected: 'You can close this page. Press the Pagekeep button on any page to remember it.',
  known: 'There is nothing left to connect. Your remembered pages are in the library.',
  alone: 'No Pagekeep extension answered here. Add it, and this page goes on by itself.',
  ended: 'A link works once, for 2 minutes.',
};

function Steps({ firefox }: { firefox: boolean }) {
  return (
    <ol class="con-steps">
      {firefox ? (
        <>
          <li>
            Open <code>about:debugging</code> and choose This Firefox.
          </li>
          <li>
            Press Load Temporary Add-on and choose <code>manifest.json</code> in the folder{' '}
            <code>.output/firefox-mv3</code> of Pagekeep.
          </li>
        </>
      ) : (
        <>
          <li>
            Open <code>chrome://extensions</code> and turn on Developer mode.
          </li>
          <li>Press Load unpacked and choose the extension’s folder. The terminal shows where it is.</li>
        </>
      )}
      <li>
        If nothing happens, press Connect in the extension and type the 8 digits that the terminal shows.
      </li>
    </ol>
  );
}

function Library({ main, openLibrary }: { main: boolean; openLibrary: () => void }) {
  return (
    <div class="row-x con-do">
      {!main && <p class="help grow">Or go without the extension, in this tab.</p>}
      <button type="button" class={main ? 'btn btn-main' : 'btn'} onClick={openLibrary}>
        Use the library here
      </button>
    </div>
  );
}

/** The page that the app opens so that a browser can be connected; the extension takes the code out of its address. */
export function ServedConnectPage({ step, firefox, openLibrary }: ServedConnectPageProps) {
  return (
    <ConnectCard>
      <div role="status">
        <h1>{HEADINGS[step]}</h1>
        <p class="help">{SENTENCES[step]}</p>
      </div>
      {step === 'alone' && <Steps firefox={firefox} />}
      {step === 'ended' && (
        <p class="notice">
          <Icon name="refresh" />
          <span>
            For a new link run <code>pagekeep pair</code> in a terminal, or <code>pagekeep open</code> for the
            library.
          </span>
        </p>
      )}
      {(step === 'alone' || step === 'known') && (
        <Library main={step === 'known'} openLibrary={openLibrary} />
      )}
    </ConnectCard>
  );
}
