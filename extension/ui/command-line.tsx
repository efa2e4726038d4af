import { useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** A command to run in a terminal, with a button that copies it. */
export function CommandLine({ command, copy }: { command: string; copy: (text: string) => Promise<void> }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="cmd">
      <span class="grow">{command}</span>
      <span class="muted" role="status">
        {copied ? 'Copied' : ''}
      </span>
      <button
        type="button"
        class="ibtn"
        aria-label="Copy command"
        onClick={() => void copy(command).then(() => setCopied(true))}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </button>
    </div>
  );
}
