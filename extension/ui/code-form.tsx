import { useEffect, useRef } from 'preact/hooks';
import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { eightDigits, NOT_EIGHT_DIGITS } from './eight-digits.ts';
import { Icon } from './icon.tsx';
import { Permissions } from './permissions.tsx';

export interface CodeFormProps {
  readonly digits: string;
  readonly port: number;
  readonly onPort: (port: number) => void;
  readonly refused: string | null;
  readonly busy: boolean;
  readonly onDigits: (digits: string) => void;
  readonly onConnect: (proof: { digits: string }) => Promise<void>;
  readonly onRefused: (sentence: string) => void;
}

/** Takes the eight digits that the app shows, and the port if it is another one. */
export function CodeForm({
  digits,
  port,
  onPort,
  refused,
  busy,
  onDigits,
  onConnect,
  onRefused,
}: CodeFormProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!busy) field.current?.focus();
  }, [busy]);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = eightDigits(digits);
    if (code === null) onRefused(NOT_EIGHT_DIGITS);
    else void onConnect({ digits: code });
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
      <details class="con-port" open={port !== DEFAULT_PORT}>
        <summary>The app uses another port</summary>
        <label class="field">
          Port
          <input
            class="num"
            inputmode="numeric"
            maxlength={5}
            value={port}
            onInput={(event) => onPort(Number(event.currentTarget.value.replaceAll(/\D/gu, '')))}
          />
        </label>
      </details>
      <Permissions />
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
