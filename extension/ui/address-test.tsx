import { useEffect, useState } from 'preact/hooks';
import type { BlockVerdict } from '../../shared/contract/blocklist.ts';
import type { RefusedMessage } from '../messages.ts';
import { Icon } from './icon.tsx';
import { askApp } from './ask-app.ts';
import type { Ask } from './ask.ts';

/** Milliseconds without a key before an address is tested. */
const PAUSE_MS = 200;

export interface AddressTestProps {
  readonly ask: Ask;
  /** Tested again when these change. */
  readonly entries: unknown;
  /** The entry the address fits, null for none. */
  readonly onHit: (pattern: string | null) => void;
}

function Verdict({ verdict }: { verdict: BlockVerdict | RefusedMessage }) {
  if ('refused' in verdict) return <span class="unfit">{verdict.sentence}</span>;
  if (!verdict.blocked) {
    return (
      <span class="badge">
        <Icon name="check" size="small" />
        It would be kept
      </span>
    );
  }
  return (
    <>
      <span class="badge badge-warn">
        <Icon name="block" size="small" />
        Blocked
      </span>
      <span>
        by <code>{verdict.pattern}</code>
        {verdict.list !== null && ` from the list ${verdict.list}`}
      </span>
    </>
  );
}

/** An address has a dot or a scheme and no blank; anything else is the title of a page. */
function asked(text: string): { url: string } | { title: string } {
  if (!/^\S+[.:]\S+$/.test(text)) return { title: text };
  return { url: /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}` };
}

/** Says of an address or a title whether it would be kept, else by which entry not. */
export function AddressTest({ ask, entries, onHit }: AddressTestProps) {
  const [address, setAddress] = useState('');
  const [verdict, setVerdict] = useState<BlockVerdict | RefusedMessage | null>(null);

  useEffect(() => {
    const text = address.trim();
    let newest = true;
    const show = (answer: BlockVerdict | RefusedMessage | null) => {
      if (!newest) return;
      setVerdict(answer);
      onHit(answer === null || 'refused' in answer ? null : answer.pattern);
    };
    if (text === '') {
      show(null);
      return undefined;
    }
    const pause = setTimeout(() => void askApp(ask, 'testBlocked', asked(text)).then(show), PAUSE_MS);
    return () => {
      newest = false;
      clearTimeout(pause);
    };
  }, [ask, address, entries, onHit]);

  return (
    <div>
      <label class="label" for="test-address">
        Would this be kept?
      </label>
      <div class="field">
        <input
          id="test-address"
          class="code"
          spellcheck={false}
          placeholder="An address or a title, such as shop.example/checkout/pay"
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
      <p class="test-said row-x" role="status">
        {verdict !== null && <Verdict verdict={verdict} />}
      </p>
    </div>
  );
}
