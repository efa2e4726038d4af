import { useEffect, useState } from 'preact/hooks';
import { EMPTY_DRAFT } from './remember-draft.ts';
import { Foot } from './foot.tsx';
import { Icon } from './icon.tsx';
import { PagePanel } from './page-panel.tsx';
import { SearchScreen } from './search-screen.tsx';
import { askApp } from './ask-app.ts';
import { memoryMark } from './memory-mark.ts';
import { rememberChoice } from './remember-choice.ts';
import { useAppState } from './use-app-state.ts';
import { useForgetting } from './use-forgetting.tsx';
import { usePage } from './use-page.ts';
import { useTagEditor } from './use-tag-editor.tsx';
import type { AnswerCache } from './answer-cache.ts';
import type { Ask } from './ask.ts';
import type { PageActs, RememberOptions } from './page-acts.ts';
import type { TagExpansion } from './tag-expansion.ts';

export interface PopupProps {
  readonly ask: Ask;
  readonly tabId: number;
  readonly clock: () => Date;
  /** Null where nothing may be kept, as in a private window. */
  readonly cache: AnswerCache | null;
  readonly expansion: TagExpansion;
  /** Null where the browser has no side panel. */
  readonly openSidePanel: (() => void) | null;
  readonly openOptions: (section: 'waiting' | 'blocked' | null) => void;
  readonly openConnect: () => void;
  /** At the saved copy of a page where one is named. */
  readonly openLibrary: (pageId: number | null) => void;
  readonly copy: (text: string) => Promise<void>;
  readonly close: () => void;
}

/** States from which the page can be remembered. */
const REMEMBERABLE = new Set(['idle', 'changed', 'failed']);

const BACK = 'Back to this page';

function backToPage(leave: () => void) {
  return (
    <button type="button" class="ibtn" aria-label={BACK} title={BACK} onClick={leave}>
      <Icon name="page" size="large" />
    </button>
  );
}

/** The toolbar popup: the search on top, the open page under it. */
export function Popup(props: PopupProps) {
  const { ask, tabId, clock, openLibrary } = props;
  const { app, look: lookAtApp } = useAppState(ask);
  const page = usePage(ask, tabId, app);
  const [draft, setDraft] = useState(EMPTY_DRAFT);

  const { state } = page;
  const lookAtAll = async () => {
    lookAtApp();
    await page.look();
  };
  const forgetting = useForgetting(ask, () => void lookAtAll());
  const tagEditor = useTagEditor(ask, () => void page.look());
  useEffect(() => {
    if (state?.kind === 'just-remembered') setDraft(EMPTY_DRAFT);
  }, [state?.kind]);

  const remember = async (options?: RememberOptions) => {
    const choice = state === null ? null : rememberChoice(state, draft);
    if (choice === null) return;
    await page.remember({ ...choice, ...options });
    lookAtApp();
  };
  const acts: PageActs = {
    remember: (options) => void remember(options),
    retry: (attempt) => void page.retry(attempt),
    cancel: () => void page.cancel(),
    forget: forgetting.forget,
    undo: forgetting.undo,
    retag: async ({ page_id: id }, tags) => {
      const edited = await askApp(ask, 'editPage', { id, tags: [...tags] });
      if ('refused' in edited) forgetting.say(edited.sentence);
      else await page.look();
      return !('refused' in edited);
    },
    editTags: tagEditor.edit,
    openCopy: openLibrary,
    openLibrary: () => openLibrary(null),
    look: () => void lookAtAll(),
    drain: () => void ask('drain-outbox', {}).then(lookAtAll, lookAtAll),
    connect: props.openConnect,
    seeWaiting: () => props.openOptions('waiting'),
    seeBlocked: () => props.openOptions('blocked'),
    copy: props.copy,
  };
  const mainAct = () => {
    if (state?.kind === 'remembered') openLibrary(state.page.page_id);
    else if (state?.kind === 'failed' && state.attempt !== undefined) acts.retry(state.attempt);
    else if (state !== null && REMEMBERABLE.has(state.kind)) void remember();
  };

  const foot = app !== null && (
    <Foot
      app={app}
      saving={state?.kind === 'working'}
      now={clock()}
      openSidePanel={props.openSidePanel}
      openLibrary={acts.openLibrary}
      openOptions={() => props.openOptions(null)}
    />
  );
  return (
    <>
      <SearchScreen
        {...props}
        memory={memoryMark(app)}
        searchable={app === null || (app.paired && app.running)}
        aside={backToPage}
        foot={foot}
        forgetting={forgetting}
        onRefused={lookAtApp}
        onOpened={props.close}
        openCopy={openLibrary}
        onEscape={props.close}
        onMain={mainAct}
      >
        {app !== null && state !== null && (
          <PagePanel
            ask={ask}
            app={app}
            state={state}
            now={clock()}
            draft={draft}
            acts={acts}
            onDraft={(change) => setDraft({ ...draft, ...change })}
          />
        )}
      </SearchScreen>
      {tagEditor.layer}
      {forgetting.layer}
    </>
  );
}
