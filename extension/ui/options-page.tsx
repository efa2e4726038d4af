import { BlockedSites } from './blocked-sites.tsx';
import { Brand } from './brand.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { Icon } from './icon.tsx';
import { Key } from './key.tsx';
import { WaitingPages } from './waiting-pages.tsx';
import { useAppState } from './use-app-state.ts';
import type { Ask } from './ask.ts';
import type { IconName } from './icon.tsx';

export interface OptionsPageProps {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** As the browser has them now; `keys` is empty where a person took the shortcut away. */
  readonly shortcuts: readonly { readonly does: string; readonly keys: string }[];
  readonly openConnect: () => void;
  readonly openShortcutSettings: () => void;
}

const SECTIONS: readonly (readonly [id: string, icon: IconName, name: string])[] = [
  ['connection', 'plug', 'Connection'],
  ['waiting', 'clock', 'Waiting pages'],
  ['blocked', 'block', 'Blocked sites'],
  ['privacy', 'shield', 'Privacy'],
  ['shortcuts', 'keys', 'Shortcuts'],
];

function Privacy() {
  return (
    <section class="card" id="privacy" aria-labelledby="privacy-title">
      <header>
        <h2 id="privacy-title">Privacy</h2>
        <p>Nothing leaves this computer. Pages go only to the Pagekeep app that runs on it.</p>
      </header>
      <div>
        <div class="set">
          <div>
            <b>Only when you ask</b>
            <p>
              A page is read when you press Remember this page. A page you remembered is read again when you
              open Pagekeep on it, to see whether it changed.
            </p>
          </div>
        </div>
        <div class="set">
          <div>
            <b>Private windows</b>
            <p>Pages in private windows are never saved. Search works there if the browser allows it.</p>
          </div>
        </div>
        <div class="set">
          <div>
            <b>What you type</b>
            <p>Words in the fields of a page, passwords among them, are never part of a saved copy.</p>
          </div>
        </div>
      </div>
    </section>
  );
}

function Shortcuts({ shortcuts, change }: { shortcuts: OptionsPageProps['shortcuts']; change: () => void }) {
  return (
    <section class="card" id="shortcuts" aria-labelledby="shortcuts-title">
      <header>
        <h2 id="shortcuts-title">Shortcuts</h2>
      </header>
      <dl>
        {shortcuts.map(({ does, keys }) => (
          <div class="set" key={does}>
            <dt>
              <b>{does}</b>
            </dt>
            <dd class="row-x set-keys">
              {keys === '' ? (
                <span class="muted">Not set</span>
              ) : (
                <>
                  {keys.split('+').map((key) => (
                    <Key key={key} press={key} />
                  ))}
                  <span class="vh">{keys}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div>
        <button type="button" class="btn" onClick={change}>
          Change in the browser
        </button>
      </div>
    </section>
  );
}

/** The options: connection, waiting pages, privacy, shortcuts. */
export function OptionsPage({ ask, clock, shortcuts, openConnect, openShortcutSettings }: OptionsPageProps) {
  const { app, look } = useAppState(ask);
  return (
    <div class="opt">
      <nav aria-label="Options">
        <Brand />
        {SECTIONS.map(([id, icon, name]) => (
          <a key={id} href={`#${id}`}>
            <Icon name={icon} />
            {name}
          </a>
        ))}
      </nav>
      <main>
        <h1>Options</h1>
        {app !== null && (
          <ConnectionCard ask={ask} app={app} clock={clock} openConnect={openConnect} onChange={look} />
        )}
        <WaitingPages ask={ask} clock={clock} onChange={look} />
        <BlockedSites ask={ask} />
        <Privacy />
        <Shortcuts shortcuts={shortcuts} change={openShortcutSettings} />
      </main>
    </div>
  );
}
