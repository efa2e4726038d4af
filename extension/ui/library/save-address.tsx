import { useState } from 'preact/hooks';
import { LIMITS } from '../../../shared/contract/limits.ts';
import { askApp } from '../ask-app.ts';
import { Icon } from '../icon.tsx';
import { sayCount } from '../say-count.ts';
import type { Ask } from '../ask.ts';
import { meantAddress } from './meant-address.ts';

export interface SaveAddressProps {
  readonly ask: Ask;
  /** After a page was saved. */
  readonly onSaved: () => void;
  readonly onRead: (pageId: number) => void;
}

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly title: string; readonly passages: number; readonly page_id: number }
  | { readonly kind: 'failed'; readonly sentence: string };

/** Remembers a page by its address; the app fetches it. */
export function SaveAddress({ ask, onSaved, onRead }: SaveAddressProps) {
  const [typed, setTyped] = useState('');
  const [step, setStep] = useState<Step>({ kind: 'asking' });

  const save = async (event: Event) => {
    event.preventDefault();
    if (step.kind === 'saving') return;
    if (typed.trim() === '')
      return setStep({ kind: 'failed', sentence: 'Paste the address of a page first.' });
    setStep({ kind: 'saving' });
    const answer = await askApp(ask, 'store', { url: meantAddress(typed) });
    if ('refused' in answer) return setStep({ kind: 'failed', sentence: answer.sentence });
    const { title, url, passages, page_id } = answer;
    setStep({ kind: 'saved', title: title.trim() === '' ? url : title, passages, page_id });
    setTyped('');
    return onSaved();
  };
  return (
    <form class="save" onSubmit={(event) => void save(event)} noValidate>
      <div class="row-x">
        <div class="field grow">
          <input
            type="url"
            inputmode="url"
            aria-label="Address of a page to remember"
            placeholder="Paste an address to remember its page"
            autocomplete="off"
            spellcheck={false}
            maxlength={LIMITS.urlCharacters}
            value={typed}
            aria-invalid={step.kind === 'failed'}
            {...(step.kind === 'failed' ? { 'aria-describedby': 'save-failed' } : {})}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              if (step.kind === 'failed') setStep({ kind: 'asking' });
            }}
          />
        </div>
        <button type="submit" class="btn btn-main" aria-disabled={step.kind === 'saving'}>
          {step.kind === 'saving' ? <span class="spin" /> : <Icon name="plus" size="small" />}
          Remember
        </button>
      </div>
      <SaveWords step={step} onRead={onRead} />
    </form>
  );
}

function SaveWords({ step, onRead }: { step: Step; onRead: (pageId: number) => void }) {
  return (
    <>
      <p class="save-words" role="status">
        {step.kind === 'saving' && 'Reading the page…'}
        {step.kind === 'saved' && (
          <>
            Remembered <bdi>“{step.title}”</bdi>: {sayCount(step.passages, 'passage')}.{' '}
            <button type="button" class="btn btn-link" onClick={() => onRead(step.page_id)}>
              Open saved copy
            </button>
          </>
        )}
      </p>
      {step.kind === 'failed' && (
        <p class="unfit" id="save-failed" role="alert">
          {step.sentence}
        </p>
      )}
    </>
  );
}
