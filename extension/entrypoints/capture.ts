import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { CAPTURE_PORT } from '../capture/capture-messages.ts';
import type { CaptureOrder } from '../capture/capture-messages.ts';
import { capturePage } from '../capture/capture-page.ts';

// Injected into the open page after a person's gesture, and only then.
export default defineUnlistedScript(() => {
  const port = browser.runtime.connect({ name: CAPTURE_PORT });
  const gone = new AbortController();
  port.onDisconnect.addListener(() => gone.abort());
  port.onMessage.addListener((order: CaptureOrder) => {
    void capturePage(order, (report) => port.postMessage(report), gone.signal);
  });
});
