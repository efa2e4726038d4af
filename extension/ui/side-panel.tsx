import type { ComponentChildren } from 'preact';
import { Foot } from './foot.tsx';
import { SayState } from './say-state.tsx';
import { CommandLine } from './command-line.tsx';
import { SearchScreen } from './search-screen.tsx';
import { memoryMark } from './memory-mark.ts';
import { commandFor, stateMessage } from './state-message.ts';
import { useAppState } from './use-app-state.ts';
import { useForgetting } from './use-forgetting.tsx';
import type { PopupProps } from './popup.tsx';
import type { SearchScreenProps } from './search-screen.tsx';
import type { AppState } from '../messages.ts';

const nothing = () => undefined;

export type SidePanelProps = Omit<PopupProps, 'tabId' | 'openSidePanel' | 'close'> &
  Pick<SearchScreenProps, 'takeQuestions'> & {
    /** A site that is to be remembered, or is being, while nothing is asked. */
    readonly site?: ComponentChildren;
  };

interface RestProps extends Pick<SidePanelProps, 'openConnect' | 'copy' | 'site'> {
  readonly app: AppState;
  readonly look: () => void;
}

function Rest({ app, look, openConnect, copy, site }: RestProps) {
  if (!app.paired) {
    return (
      <SayState message={stateMessage({ kind: 'unpaired' }, app)}>
        <button type="button" class="btn btn-main" onClick={openConnect}>
          Connect
        </button>
      </SayState>
    );
  }
  // What is being remembered says itself that the app is away, and goes on when it is back.
  if (site !== undefined) return <>{site}</>;
  if (!app.running) {
    return (
      <SayState message={stateMessage({ kind: 'away' }, app)}>
        <CommandLine command={commandFor(app)} copy={copy} />
        <button type="button" class="btn btn-main" onClick={look}>
          Try again
        </button>
      </SayState>
    );
  }
  return (
    <section class="say">
      <div>
        <h1>Search what you remember</h1>
        <p>Ask in your own words. A result opens the page at the sentence, and this panel stays.</p>
      </div>
    </section>
  );
}

/** The side panel: the same search, beside the page. */
export function SidePanel(props: SidePanelProps) {
  const { ask, clock, openLibrary } = props;
  const { app, look } = useAppState(ask);
  const forgetting = useForgetting(ask, look);
  return (
    <>
      <SearchScreen
        {...props}
        memory={memoryMark(app)}
        searchable={app === null || (app.paired && app.running)}
        forgetting={forgetting}
        foot={
          app !== null && (
            <Foot
              app={app}
              saving={false}
              now={clock()}
              openSidePanel={null}
              openLibrary={() => openLibrary(null)}
              openOptions={() => props.openOptions(null)}
            />
          )
        }
        onRefused={look}
        onOpened={nothing}
        openCopy={openLibrary}
        onEscape={nothing}
        onMain={nothing}
      >
        {app !== null && <Rest {...props} app={app} look={look} />}
      </SearchScreen>
      {forgetting.layer}
    </>
  );
}
