import { useEffect, useRef, useState } from 'preact/hooks';
import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';
import { LOST_ANSWER } from './lost-answer.ts';
import type { Ask } from './ask.ts';

/** What the page's address may bring: a code the app made, and the port the app listens on. */
export interface Claim {
  readonly code?: string;
  readonly port?: number;
}

export interface ConnectPageProps {
  readonly ask: Ask;
  readonly claim: Claim;
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
  readonly port: number;
  readonly onPort: (port: number) => void;
  readonly refused: string | null;
  readonly busy: boolean;
  readonly onDigits: (digits: string) => void;
  readonly onConnect: (proof: { digits: string }) => Promise<void>;
  readonly onRefused: (sentence: string) => void;
}

function CodeForm({ digits, port, onPort, refused, busy, onDigits, onConnect, onRefused }: CodeFormProps) {
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
      <Actions busy={busy} />
    </form>
  );
}

function Permissions() {
  return (
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
  );
}

function Actions({ busy }: { busy: boolean }) {
  return (
    <div class="row-x con-do">
      <span role="status" class="muted grow">
        {busy ? 'Connecting…' : ''}
      </span>
      <button type="submit" class="btn btn-main" disabled={busy}>
        Connect
      </button>
    </div>
  );
}

/** Any page can lead here with a code of its own making, so it is the person who connects, seeing where. */
function ClaimForm({ port, busy, onConnect }: { port: number; busy: boolean; onConnect: () => void }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onConnect();
      }}
    >
      <div>
        <h1>Connect this browser</h1>
        <p class="help">
          The Pagekeep app on this computer asks for it, on port <b>{port}</b>. Connect only if you have just
          started the app and it shows this port.
        </p>
      </div>
      <Permissions />
      <Actions busy={busy} />
    </form>
  );
}

/** Connects this browser to the app on this computer: by a code the app opened the page with, or the eight digits it shows. */
export function ConnectPage({ ask, claim, close }: ConnectPageProps) {
  const [digits, setDigits] = useState('');
  const [port, setPort] = useState(claim.port ?? DEFAULT_PORT);
  const [code, setCode] = useState(claim.code ?? null);
  const [step, setStep] = useState<Step>('asking');
  const [refused, setRefused] = useState<string | null>(null);

  const connect = async (proof: { digits: string } | { code: string }) => {
    setStep('connecting');
    setRefused(null);
    const answer = await ask('pair', { ...proof, port }).catch(() => LOST_ANSWER);
    if ('refused' in answer) setRefused(answer.sentence);
    // A code works once: after a refusal the digits are the way.
    if ('refused' in answer) setCode(null);
    setStep('refused' in answer ? 'asking' : 'connected');
  };
  const busy = step === 'connecting';
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
      {step !== 'connected' && code !== null && (
        <ClaimForm port={port} busy={busy} onConnect={() => void connect({ code })} />
      )}
      {step !== 'connected' && code === null && (
        <CodeForm
          digits={digits}
          port={port}
          refused={refused}
          busy={busy}
          onDigits={setDigits}
          onPort={setPort}
          onConnect={connect}
          onRefused={setRefused}
        />
      )}
    </main>
  );
}
