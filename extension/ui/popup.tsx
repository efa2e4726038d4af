import { useEffect, useState } from 'preact/hooks';
import { EMPTY_DRAFT } from './remember-draft.ts';
import { Foot } from './foot.tsx';
import { Icon } from './icon.tsx';
import { PagePanel } from './page-panel.tsx';
import { SearchScreen } from './search-screen.tsx';
import { rememberChoice } from './remember-choice.ts';
import { useAppState } from './use-app-state.ts';
import { useForgetting } from './use-forgetting.tsx';
import { usePage } from './use-page.ts';
import type { Ask } from './ask.ts';
import type { PageActs } from './page-acts.ts';

export interface PopupProps {
  readonly ask: Ask;
  readonly tabId: number;
  readonly clock: () => Date;
  /** Null where the browser has no side panel. */
  readonly openSidePanel: (() => void) | null;
  readonly openOptions: (section: 'waiting' | null) => void;
  readonly openConnect: () => void;
  readonly copy: (text: string) => Promise<void>;
  readonly close: () => void;
}

/** States from which Ctrl+Enter remembers the page. */
const REMEMBERABLE = new Set(['idle', 'remembered', 'failed']);

/** The toolbar popup: the search on top, the open page under it. */
export function Popup(props: PopupProps) {
  const { ask, tabId, clock } = props;
  const { app, look: lookAtApp } = useAppState(ask);
  const page = usePage(ask, tabId, app);
  const [draft, setDraft] = useState(EMPTY_DRAFT);

  const { state } = page;
  const lookAtAll = async () => {
    lookAtApp();
    await page.look();
  };
  const forgetting = useForgetting(ask, () => void lookAtAll());
  useEffect(() => {
    if (state?.kind === 'just-remembered') setDraft(EMPTY_DRAFT);
  }, [state?.kind]);

  const remember = async (options?: { text_only: boolean }) => {
    const choice = state === null ? null : rememberChoice(state, draft);
    if (choice === null) return;
    await page.remember({ ...choice, ...options });
    lookAtApp();
  };
  const acts: PageActs = {
    remember: (options) => void remember(options),
    cancel: () => void page.cancel(),
    forget: forgetting.forget,
    undo: forgetting.undo,
    look: () => void lookAtAll(),
    drain: () => void ask('drain-outbox', {}).then(lookAtAll, lookAtAll),
    connect: props.openConnect,
    seeWaiting: () => props.openOptions('waiting'),
    copy: props.copy,
  };
  const rememberable = state !== null && REMEMBERABLE.has(state.kind);
  const searchable = app === null || (app.paired && app.running);

  const rememberButton = (leave: () => void) =>
    rememberable && (
      <button
        type="button"
        class="ibtn"
        aria-label="Back to this page"
        title="Back to this page"
        onClick={leave}
      >
        <Icon name="page" size="large" />
      </button>
    );
  const foot = app !== null && (
    <Foot app={app} saving={state?.kind === 'working'} now={clock()}>
      {props.openSidePanel !== null && (
        <button type="button" class="ibtn" aria-label="Open side panel" onClick={props.openSidePanel}>
          <Icon name="panel" />
        </button>
      )}
      <button type="button" class="ibtn" aria-label="Options" onClick={() => props.openOptions(null)}>
        <Icon name="gear" />
      </button>
    </Foot>
  );
  return (
    <>
      <SearchScreen
        ask={ask}
        clock={clock}
        searchable={searchable}
        aside={rememberButton}
        foot={foot}
        forgetting={forgetting}
        onRefused={lookAtApp}
        onOpened={props.close}
        onEscape={props.close}
        onMain={() => rememberable && void remember()}
      >
        {app !== null && state !== null && (
          <PagePanel
            app={app}
            state={state}
            now={clock()}
            draft={draft}
            acts={acts}
            onDraft={(change) => setDraft({ ...draft, ...change })}
          />
        )}
      </SearchScreen>
      {forgetting.layer}
    </>
  );
}
