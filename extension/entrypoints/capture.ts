import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { CAPTURE_PORT } from '../capture/capture-messages.ts';
import type { CaptureOrder, WindowTaken } from '../capture/capture-messages.ts';
import { capturePage } from '../capture/capture-page.ts';

// Injected into the open page after a person's gesture, and only then.
export default defineUnlistedScript(() => {
  const port = browser.runtime.connect({ name: CAPTURE_PORT });
  const gone = new AbortController();
  port.onDisconnect.addListener(() => gone.abort());
  const window = Promise.withResolvers<boolean>();
  port.onDisconnect.addListener(() => window.resolve(false));
  port.onMessage.addListener((message: CaptureOrder | WindowTaken) => {
    if ('taken' in message) window.resolve(message.taken);
    else
      void capturePage(
        message,
        (report) => port.postMessage(report),
        gone.signal,
        () => window.promise,
      );
  });
});
