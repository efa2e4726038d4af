import { useState } from 'preact/hooks';
import { DEFAULT_PORT } from '../../shared/contract/version.ts';
import { CodeForm } from './code-form.tsx';
import { ConnectCard } from './connect-card.tsx';
import { LOST_ANSWER } from './lost-answer.ts';
import { OfferForm } from './offer-form.tsx';
import { ReadyLists } from './ready-lists.tsx';
import type { Ask } from './ask.ts';

/** What the page's address may bring: a code with its check number, and the port the app listens on. */
export interface Claim {
  readonly offer?: { readonly code: string; readonly check: string };
  readonly port?: number;
}

export interface ConnectPageProps {
  readonly ask: Ask;
  readonly claim: Claim;
  readonly close: () => void;
}

type Step = 'asking' | 'connecting' | 'connected';

function Connected({ ask, close }: { ask: Ask; close: () => void }) {
  const [said, setSaid] = useState('');
  return (
    <>
      <div role="status">
        <h1>This browser is connected</h1>
        <p class="help">Open any page and press Alt+Shift+S, or the Pagekeep button, to remember it.</p>
      </div>
      <section aria-labelledby="ready-title">
        <h2 id="ready-title">Sites you never want to save</h2>
        <p class="help">Off unless you switch them on. You can add sites of your own in Options.</p>
        <ReadyLists ask={ask} onTurn={setSaid} />
        <p class="help" role="status">
          {said}
        </p>
      </section>
      <div class="row-x con-do">
        <button type="button" class="btn btn-main" onClick={close}>
          Close this page
        </button>
      </div>
    </>
  );
}

/** Connects this browser to the app on this computer: by a code the app opened the page with, or the eight digits it shows. */
export function ConnectPage({ ask, claim, close }: ConnectPageProps) {
  const [digits, setDigits] = useState('');
  const [port, setPort] = useState(claim.port ?? DEFAULT_PORT);
  const [offer, setOffer] = useState(claim.offer ?? null);
  const [step, setStep] = useState<Step>('asking');
  const [refused, setRefused] = useState<string | null>(null);

  const connect = async (proof: { digits: string } | { code: string }) => {
    setStep('connecting');
    setRefused(null);
    const answer = await ask('pair', { ...proof, port }).catch(() => LOST_ANSWER);
    if ('refused' in answer) setRefused(answer.sentence);
    // A code works once: after a refusal the digits are the way.
    if ('refused' in answer) setOffer(null);
    setStep('refused' in answer ? 'asking' : 'connected');
  };
  const busy = step === 'connecting';
  return (
    <ConnectCard>
      {step === 'connected' && <Connected ask={ask} close={close} />}
      {step !== 'connected' && offer !== null && (
        <OfferForm
          port={port}
          check={offer.check}
          busy={busy}
          onConnect={() => void connect({ code: offer.code })}
          onRefuse={close}
        />
      )}
      {step !== 'connected' && offer === null && (
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
    </ConnectCard>
  );
}
