import { useState } from 'preact/hooks';

export interface BlockFormProps {
  /** Answers with a sentence when it was refused. */
  readonly onAdd: (pattern: string) => Promise<string | null>;
}

/** Takes a site to block; what the app refuses stays in the field with its sentence. */
export function BlockForm({ onAdd }: BlockFormProps) {
  const [pattern, setPattern] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (pattern.trim() === '') return;
    setBusy(true);
    const sentence = await onAdd(pattern.trim());
    setBusy(false);
    setRefused(sentence);
    if (sentence === null) setPattern('');
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <div class="row-x">
        <label class="field grow">
          <span class="vh">Add a site</span>
          <input
            class="code"
            spellcheck={false}
            autocapitalize="off"
            placeholder="Add a site, such as shop.example/checkout/*"
            aria-invalid={refused !== null}
            aria-describedby={refused === null ? undefined : 'block-refused'}
            value={pattern}
            onInput={(event) => setPattern(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="btn" disabled={busy}>
          Add
        </button>
      </div>
      <div role="alert">
        {refused !== null && (
          <p class="unfit" id="block-refused">
            {refused}
          </p>
        )}
      </div>
    </form>
  );
}
