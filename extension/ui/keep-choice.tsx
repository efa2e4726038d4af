import { draftRetention } from './draft-retention.ts';
import type { RememberDraft } from './remember-draft.ts';

export interface KeepChoiceProps {
  readonly draft: RememberDraft;
  readonly onChange: (change: Partial<RememberDraft>) => void;
}

/** How long the page stays. */
export function KeepChoice({ draft, onChange }: KeepChoiceProps) {
  const unfit = draftRetention(draft) === null;
  const choice = (keep: RememberDraft['keep']) => ({
    type: 'radio' as const,
    name: 'keep',
    checked: draft.keep === keep,
    onChange: () => onChange({ keep }),
  });
  return (
    <fieldset class="plain">
      <legend class="label">Keep</legend>
      <div class="seg seg-wide">
        <label>
          <input {...choice('permanent')} />
          Always
        </label>
        <label>
          <input {...choice('session_only')} />
          This session
        </label>
        <label>
          <input {...choice('days')} aria-label="For a number of days" />
          <input
            class="days num"
            type="text"
            inputmode="numeric"
            maxlength={4}
            aria-label="Days to keep"
            aria-invalid={unfit}
            {...(unfit ? { 'aria-describedby': 'days-unfit' } : {})}
            value={draft.days}
            onFocus={() => onChange({ keep: 'days' })}
            onInput={(event) => onChange({ keep: 'days', days: event.currentTarget.value })}
          />
          days
        </label>
      </div>
      {draft.keep === 'session_only' && <p class="keep-hint">Forgotten when the browser is started anew.</p>}
      {unfit && (
        <p class="unfit" id="days-unfit" role="status">
          Write a number of days from 1 to 3650.
        </p>
      )}
    </fieldset>
  );
}
