import { useEffect, useRef, useState } from 'preact/hooks';
import { Permissions } from './permissions.tsx';

export interface OfferFormProps {
  readonly port: number;
  /** Four digits, which the terminal shows as well if it was the app that offered this. */
  readonly check: string;
  readonly busy: boolean;
  readonly onConnect: () => void;
  readonly onRefuse: () => void;
}

/** A click meant for what the browser showed a moment ago must not connect anything; in milliseconds. */
const SETTLE_MS = 600;

/** Any page can lead here with a code of its own making, so it is the person who connects, by comparing numbers. */
export function OfferForm({ port, check, busy, onConnect, onRefuse }: OfferFormProps) {
  const number = useRef<HTMLDivElement>(null);
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    number.current?.focus();
    const timer = setTimeout(() => setSettled(true), SETTLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (settled) onConnect();
      }}
    >
      <div>
        <h1>Connect this browser?</h1>
        <p class="help">
          The Pagekeep app on this computer, at port <b>{port}</b>, asks for it. Connect only if the terminal
          where it started shows the same check number.
        </p>
      </div>
      <div
        ref={number}
        class="code8"
        role="group"
        tabIndex={-1}
        aria-label={`Check number: ${check.split('').join(' ')}`}
      >
        <span aria-hidden="true">{check}</span>
      </div>
      <Permissions />
      <div class="row-x con-do">
        <span role="status" class="muted grow">
          {busy ? 'Connecting…' : ''}
        </span>
        <button type="button" class="btn" disabled={busy} onClick={onRefuse}>
          Don’t connect
        </button>
        <button type="submit" class="btn btn-main" disabled={busy || !settled}>
          Numbers match, connect
        </button>
      </div>
    </form>
  );
}
