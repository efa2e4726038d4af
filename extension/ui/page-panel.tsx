import { useEffect, useRef } from 'preact/hooks';
import { CommandLine } from './command-line.tsx';
import { FirstTime } from './first-time.tsx';
import { RememberCard } from './remember-card.tsx';
import { RememberedCard } from './remembered-card.tsx';
import { SayState } from './say-state.tsx';
import { UndoOrForget } from './undo-or-forget.tsx';
import { commandFor, stateMessage } from './state-message.ts';
import type { ComponentChildren } from 'preact';
import type { AppState, PageState } from '../messages.ts';
import type { Ask } from './ask.ts';
import type { PageActs } from './page-acts.ts';
import type { RememberDraft } from './remember-draft.ts';
import type { SpokenState } from './state-message.ts';

export interface PagePanelProps {
  readonly ask: Ask;
  readonly app: AppState;
  readonly state: PageState;
  readonly now: Date;
  readonly draft: RememberDraft;
  readonly acts: PageActs;
  readonly onDraft: (change: Partial<RememberDraft>) => void;
}

/** Refusals that a page's text alone may get past. */
const TEXT_MAY_HELP = new Set(['too-large', 'page-too-complex']);

/** Refusals of the browser that do not hold for the app, which opens the page by itself. */
const APP_MAY_HELP = new Set(['no-access', 'slow', 'lost']);

interface ButtonProps {
  readonly main?: boolean;
  /** Where no search field can have it, the main action takes the focus. */
  readonly focus?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function Button({ main, focus, onClick, children }: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focus === true) button.current?.focus();
  }, [focus]);
  return (
    <button ref={button} type="button" class={main === true ? 'btn btn-main' : 'btn'} onClick={onClick}>
      {children}
    </button>
  );
}

function failedSteps(state: SpokenState & { kind: 'failed' }, acts: PageActs): ComponentChildren {
  const { attempt } = state;
  if (attempt === undefined && state.code === 'sensitive') {
    return (
      <div class="row-x">
        <Button onClick={() => acts.remember({ allow_sensitive: true })}>Remember it anyway</Button>
        <Button onClick={acts.cancel}>Don’t save it</Button>
      </div>
    );
  }
  return (
    <div class="row-x">
      <Button main onClick={() => (attempt === undefined ? acts.remember() : acts.retry(attempt))}>
        Try again
      </Button>
      {attempt?.kind === 'link' && <Button onClick={acts.cancel}>Don’t save it</Button>}
      {attempt === undefined && TEXT_MAY_HELP.has(state.code) && (
        <Button onClick={() => acts.remember({ text_only: true })}>Save only the text I see</Button>
      )}
      {attempt === undefined && APP_MAY_HELP.has(state.code) && (
        <Button onClick={() => acts.retry({ kind: 'link' })}>Let the app open it</Button>
      )}
    </div>
  );
}

function steps(state: SpokenState, app: AppState, acts: PageActs): ComponentChildren {
  switch (state.kind) {
    case 'unpaired':
      return (
        <Button main focus onClick={acts.connect}>
          Connect
        </Button>
      );
    case 'away':
      return (
        <>
          <CommandLine command={commandFor(app)} copy={acts.copy} />
          <div class="row-x">
            <Button main focus onClick={acts.look}>
              Try again
            </Button>
            <Button onClick={() => acts.remember()}>Save this page for later</Button>
          </div>
        </>
      );
    case 'waiting':
      return (
        <div class="row-x">
          <Button main focus={!app.running} onClick={acts.drain}>
            Try now
          </Button>
          <Button onClick={acts.seeWaiting}>See waiting pages</Button>
        </div>
      );
    case 'working':
      return <Button onClick={acts.cancel}>Cancel</Button>;
    case 'just-remembered':
      return <UndoOrForget saved={state.saved} page={state.page} acts={acts} />;
    case 'unsupported':
    case 'private':
      return <Button onClick={acts.openLibrary}>Open library</Button>;
    case 'blocked':
      return (
        <div class="row-x">
          <Button onClick={() => acts.remember({ allow_blocked: true })}>Allow this page once</Button>
          <button type="button" class="btn btn-quiet" onClick={acts.seeBlocked}>
            Edit the list
          </button>
        </div>
      );
    case 'failed':
      return failedSteps(state, acts);
    default:
      return null;
  }
}

/** The open page: its state first, the next step second. */
export function PagePanel({ ask, app, state, now, draft, acts, onDraft }: PagePanelProps) {
  const remember = () => acts.remember();
  switch (state.kind) {
    case 'idle':
      if (app.pages === 0) return <FirstTime onRemember={remember} />;
      return (
        <RememberCard
          ask={ask}
          title={state.title}
          url={state.url}
          draft={draft}
          onDraft={onDraft}
          onRemember={remember}
        />
      );
    case 'remembered':
    case 'changed':
      return (
        <RememberedCard
          ask={ask}
          page={state.page}
          changed={state.kind === 'changed'}
          now={now}
          draft={draft}
          acts={acts}
          onDraft={onDraft}
        />
      );
    default:
      return <SayState message={stateMessage(state, app)}>{steps(state, app, acts)}</SayState>;
  }
}
