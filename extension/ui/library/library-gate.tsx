import { useState } from 'preact/hooks';
import { CommandLine } from '../command-line.tsx';
import { eightDigits, NOT_EIGHT_DIGITS } from '../eight-digits.ts';
import { LOST_ANSWER } from '../lost-answer.ts';
import { SayState } from '../say-state.tsx';
import { commandFor, stateMessage } from '../state-message.ts';
import type { AppState } from '../../messages.ts';
import type { Ask } from '../ask.ts';

export interface LibraryGateProps {
  readonly ask: Ask;
  readonly app: AppState;
  readonly look: () => void;
  /** Null where this page takes the digits itself. */
  readonly openConnect: (() => void) | null;
  /** Why the link that led here did not connect; null when it did or there was none. */
  readonly refusedLink: string | null;
  readonly copy: (text: string) => Promise<void>;
}

const UNPAIRED = {
  icon: 'plug',
  tone: 'warn',
  heading: 'Connect to see your library',
  sentence: 'Only a browser that you let in shows your pages. Open the library with this command:',
} as const;

function Digits({ ask, look, refusedLink, copy }: Omit<LibraryGateProps, 'openConnect' | 'app'>) {
  const [digits, setDigits] = useState('');
  const [refused, setRefused] = useState(refusedLink);
  const [busy, setBusy] = useState(false);
  const connect = async (event: Event) => {
    event.preventDefault();
    const code = eightDigits(digits);
    if (code === null) return setRefused(NOT_EIGHT_DIGITS);
    setBusy(true);
    const answer = await ask('pair', { digits: code }).catch(() => LOST_ANSWER);
    setBusy(false);
    if ('refused' in answer) return setRefused(answer.sentence);
    return look();
  };
  return (
    <SayState message={UNPAIRED}>
      <CommandLine command="pagekeep open" copy={copy} />
      <form class="gate" onSubmit={(event) => void connect(event)} noValidate>
        <label class="label" for="digits">
          Or type the 8 digits that <code>pagekeep pair</code> shows
        </label>
        <div class="row-x">
          <input
            id="digits"
            class="code8"
            inputmode="numeric"
            autocomplete="one-time-code"
            autofocus
            spellcheck={false}
            maxlength={16}
            placeholder="0000 0000"
            aria-invalid={refused !== null}
            {...(refused === null ? {} : { 'aria-describedby': 'digits-refused' })}
            value={digits}
            onInput={(event) => setDigits(event.currentTarget.value)}
          />
          <button type="submit" class="btn btn-main" disabled={busy}>
            Connect
          </button>
        </div>
        <p class="unfit" id="digits-refused" role="alert">
          {refused}
        </p>
      </form>
    </SayState>
  );
}

/** Why the library is closed, and what opens it. */
export function LibraryGate(props: LibraryGateProps) {
  const { app, look, openConnect, copy } = props;
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
  if (openConnect === null) return <Digits {...props} />;
  return (
    <SayState message={stateMessage({ kind: 'unpaired' }, app)}>
      <button type="button" class="btn btn-main" onClick={openConnect}>
        Connect
      </button>
    </SayState>
  );
}
