import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';
import { LOST_ANSWER } from './lost-answer.ts';
import type { Ask } from './ask.ts';
import type { Messages } from '../messages.ts';

export interface ConnectPageProps {
  readonly ask: Ask;
  /** A code that came with the page's address; claimed at once. */
  readonly claim: Messages['pair'][0] | null;
  readonly close: () => void;
}

type Step = 'asking' | 'connecting' | 'connected';

const MAY = [
  ['keep', 'Save pages you choose'],
  ['search', 'Search and open saved pages'],
  ['trash', 'Forget pages'],
] as const;

function Connected({ close }: { close: () => void }) {
  return (
    <>
      <div role="status">
        <h1>This browser is connected</h1>
        <p class="help">Open any page and press Alt+Shift+S, or the Pagekeep button, to remember it.</p>
      </div>
      <div class="row-x con-do">
        <button type="button" class="btn btn-main" onClick={close}>
          Close this page
        </button>
      </div>
    </>
  );
}

interface CodeFormProps {
  readonly digits: string;
  readonly refused: string | null;
  readonly busy: boolean;
  readonly onDigits: (digits: string) => void;
  readonly onConnect: (proof: { digits: string }) => Promise<void>;
  readonly onRefused: (sentence: string) => void;
}

function CodeForm({ digits, refused, busy, onDigits, onConnect, onRefused }: CodeFormProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!busy) field.current?.focus();
  }, [busy]);
  const bare = digits.replaceAll(/\s/gu, '');
  const submit = (event: Event) => {
    event.preventDefault();
    if (/^\d{8}$/u.test(bare)) void onConnect({ digits: bare });
    else onRefused('The code has 8 digits. Look at it again where the app shows it.');
  };
  return (
    <form onSubmit={submit} noValidate>
      <div>
        <h1>Connect this browser</h1>
        <p class="help" id="code-help">
          Type the code that the Pagekeep app shows. For a new one run <code>pagekeep pair</code> in a
          terminal; a code works once, for 2 minutes.
        </p>
      </div>
      <label class="vh" for="code">
        Code
      </label>
      <input
        ref={field}
        id="code"
        class="code8"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        maxlength={16}
        placeholder="0000 0000"
        aria-describedby={refused === null ? 'code-help' : 'code-refused'}
        aria-invalid={refused !== null}
        readOnly={busy}
        value={digits}
        onInput={(event) => onDigits(event.currentTarget.value)}
      />
      <div role="alert" id="code-refused">
        {refused !== null && (
          <p class="notice notice-bad">
            <Icon name="warn" />
            <span>{refused}</span>
          </p>
        )}
      </div>
      <div>
        <h2 class="label">It may</h2>
        <ul class="scope">
          {MAY.map(([icon, what]) => (
            <li key={what}>
              <Icon name={icon} />
              <span>{what}</span>
            </li>
          ))}
        </ul>
      </div>
      <div class="row-x con-do">
        <span role="status" class="muted grow">
          {busy ? 'Connecting…' : ''}
        </span>
        <button type="submit" class="btn btn-main" disabled={busy}>
          Connect
        </button>
      </div>
    </form>
  );
}

/** Connects this browser to the app on this computer by the eight digits the app shows. */
export function ConnectPage({ ask, claim, close }: ConnectPageProps) {
  const [digits, setDigits] = useState('');
  const [step, setStep] = useState<Step>('asking');
  const [refused, setRefused] = useState<string | null>(null);

  const connect = useCallback(
    async (proof: Messages['pair'][0]) => {
      setStep('connecting');
      setRefused(null);
      const answer = await ask('pair', proof).catch(() => LOST_ANSWER);
      if ('refused' in answer) setRefused(answer.sentence);
      setStep('refused' in answer ? 'asking' : 'connected');
    },
    [ask],
  );
  useEffect(() => {
    if (claim !== null) void connect(claim);
  }, [claim, connect]);
  return (
    <main class="con card">
      <div class="row-x">
        <Brand />
        <span class="grow" />
        <span class="state">
          <Icon name="lock" size="small" />
          This computer only
        </span>
      </div>
      {step === 'connected' && <Connected close={close} />}
      {step === 'connecting' && digits === '' && (
        <div role="status">
          <h1>Connecting this browser…</h1>
          <p class="help">The Pagekeep app is being asked.</p>
        </div>
      )}
      {(step === 'asking' || (step === 'connecting' && digits !== '')) && (
        <CodeForm
          digits={digits}
          refused={refused}
          busy={step === 'connecting'}
          onDigits={setDigits}
          onConnect={connect}
          onRefused={setRefused}
        />
      )}
    </main>
  );
}
