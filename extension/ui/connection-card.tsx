import { useState } from 'preact/hooks';
import { ConnectedClients } from './connected-clients.tsx';
import { Icon } from './icon.tsx';
import { sayCount } from './say-count.ts';
import type { Ask } from './ask.ts';
import type { AppState } from '../messages.ts';

export interface ConnectionCardProps {
  readonly ask: Ask;
  readonly app: AppState;
  readonly clock: () => Date;
  readonly openConnect: () => void;
  /** After the connection was given up. */
  readonly onChange: () => void;
}

function Badge({ app }: { app: AppState }) {
  if (!app.paired) {
    return (
      <span class="badge badge-warn">
        <span class="dot dot-warn" />
        Not connected
      </span>
    );
  }
  if (app.locked === true) {
    return (
      <span class="badge badge-warn">
        <span class="dot dot-warn" />
        Locked
      </span>
    );
  }
  if (!app.running) {
    return (
      <span class="badge badge-bad">
        <span class="dot dot-bad" />
        Not running
      </span>
    );
  }
  return (
    <span class="badge">
      <Icon name="check" size="small" />
      Connected
    </span>
  );
}

function sentence({ paired, running, pages }: AppState): string {
  if (!paired)
    return 'Pagekeep keeps your pages in an app on this computer. Connect this browser to it once.';
  if (!running)
    return 'This browser is connected, but the Pagekeep app isn’t running. Start it with pagekeep start.';
  const kept = pages === null ? '' : ` It keeps ${sayCount(pages, 'page')}.`;
  return `This browser uses the Pagekeep app on this computer.${kept}`;
}

/** Whether this browser may use the app on this computer, and who else may. */
export function ConnectionCard({ ask, app, clock, openConnect, onChange }: ConnectionCardProps) {
  return (
    <section class="card" id="connection" aria-labelledby="connection-title">
      <header class="row-x">
        <div class="grow">
          <h2 id="connection-title">Connection</h2>
          <p>{sentence(app)}</p>
        </div>
        <span role="status">
          <Badge app={app} />
        </span>
      </header>
      {!app.paired && (
        <div class="row-x">
          <button type="button" class="btn btn-main" onClick={openConnect}>
            Connect
          </button>
        </div>
      )}
      {app.paired && app.running && <ConnectedClients ask={ask} clock={clock} onChange={onChange} />}
      {app.paired && !app.running && <Leave ask={ask} onChange={onChange} />}
    </section>
  );
}

/** Without the app there is no list to choose from, and this browser can still give its connection up. */
function Leave({ ask, onChange }: Pick<ConnectionCardProps, 'ask' | 'onChange'>) {
  const [leaving, setLeaving] = useState(false);
  const disconnect = async () => {
    setLeaving(true);
    await ask('unpair', {}).catch(() => undefined);
    setLeaving(false);
    onChange();
  };
  return (
    <div class="row-x">
      <button type="button" class="btn btn-bad" disabled={leaving} onClick={() => void disconnect()}>
        Disconnect
      </button>
      <p class="help">Your pages stay in the app. You can connect again with a new code.</p>
    </div>
  );
}
