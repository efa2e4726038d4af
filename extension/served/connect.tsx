import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ServedConnectPage } from '../ui/served-connect-page.tsx';
import type { ServedConnectStep } from '../ui/served-connect-page.tsx';
import { readConnectAddress } from './connect-address.ts';

/** Time for an extension that is there to take the code; one that comes later still goes on. In milliseconds. */
const ANSWER_MS = 1_500;
/** As long as the code can live. */
const CODE_MS = 120_000;

const first = readConnectAddress(location.hash);
const code = first !== null && 'code' in first ? first.code : null;

/** The code stays in the address until the extension takes it, since one that is added meanwhile looks for it there. */
function useStep(): ServedConnectStep {
  const [step, setStep] = useState<ServedConnectStep>(() => {
    if (first === null) return 'ended';
    return 'said' in first ? first.said : 'looking';
  });
  useEffect(() => {
    const listen = () => {
      const address = readConnectAddress(location.hash);
      if (address !== null && 'said' in address) setStep(address.said);
      // A newer link in the same tab: its code is the one to go on with.
      else if (address !== null && address.code !== code) location.reload();
    };
    addEventListener('hashchange', listen);
    // In a tab behind another one effects run late, and the extension may have been quicker.
    listen();
    const alone = setTimeout(() => setStep((now) => (now === 'looking' ? 'alone' : now)), ANSWER_MS);
    const ended = setTimeout(() => {
      if (location.hash === `#${code}`) history.replaceState(null, '', location.pathname);
      setStep((now) => (now === 'connected' ? now : 'ended'));
    }, CODE_MS);
    return () => {
      removeEventListener('hashchange', listen);
      clearTimeout(alone);
      clearTimeout(ended);
    };
  }, []);
  return step;
}

function Page() {
  return (
    <ServedConnectPage
      step={useStep()}
      firefox={navigator.userAgent.includes('Firefox/')}
      openLibrary={() => location.replace(`/library#${code ?? ''}`)}
    />
  );
}

render(<Page />, document.body);
