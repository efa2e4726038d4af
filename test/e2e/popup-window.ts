import type { BrowserContext, CDPSession, Page } from 'playwright';

interface Reply {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown };
  readonly error?: { readonly message: string };
}

/**
 * The real popup over the real page: opened by a click on the toolbar button as the browser counts it (a user's gesture,
 * which is what grants `activeTab`). Playwright does not attach to popups, so it is spoken to over the protocol itself.
 */
export interface PopupWindow {
  /** Runs an expression in the popup and answers with its value. */
  evaluate<T>(expression: string): Promise<T>;
  /** Clicks the control whose accessible name contains `name`. */
  click(name: string): Promise<void>;
  /** Types into the field whose accessible name contains `name`, replacing what is there. */
  fill(name: string, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Waits until the popup's text contains `words`; fails with the text it has. */
  waitForText(words: string, timeoutMs?: number): Promise<void>;
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Presses the extension's toolbar button on `page` and waits for its popup. */
export async function openPopup(
  context: BrowserContext,
  page: Page,
  extensionId: string,
): Promise<PopupWindow> {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser was not started by this test.');
  await page.bringToFront();
  const cdp = await browser.newBrowserCDPSession();
  const targetId = await tabTarget(cdp, page.url());
  // The protocol's types lag behind Chromium: Extensions.triggerAction is younger than they are.
  await (cdp as unknown as { send(method: string, params: object): Promise<unknown> }).send(
    'Extensions.triggerAction',
    { id: extensionId, targetId },
  );
  const popup = await waitFor('the popup', 5_000, async () => {
    const { targetInfos } = await cdp.send('Target.getTargets');
    return targetInfos.find(({ url }) => url.startsWith(`chrome-extension://${extensionId}/popup.html`));
  });
  return attach(cdp, popup.targetId);
}

async function tabTarget(cdp: CDPSession, url: string): Promise<string> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find((target) => target.url === url);
  if (tab === undefined) throw new Error(`No tab shows ${url}.`);
  return tab.targetId;
}

async function attach(cdp: CDPSession, targetId: string): Promise<PopupWindow> {
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, PromiseWithResolvers<Reply>>();
  let calls = 0;
  // A popup that closes leaves what it was asked just then unanswered.
  cdp.on('Target.detachedFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    for (const { reject } of waiting.values()) reject(new Error('No session with given id'));
    waiting.clear();
  });
  cdp.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const reply = JSON.parse(event.message) as Reply;
    if (reply.id === undefined) return;
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  async function call(method: string, params: object = {}): Promise<Reply> {
    const id = ++calls;
    const answered = Promise.withResolvers<Reply>();
    waiting.set(id, answered);
    const message = JSON.stringify({ id, method, params });
    const [reply] = await Promise.all([
      answered.promise,
      cdp.send('Target.sendMessageToTarget', { sessionId, message }),
    ]);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply;
  }
  async function evaluate<T>(expression: string): Promise<T> {
    const reply = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (reply.result?.exceptionDetails !== undefined) {
      throw new Error(`In the popup: ${JSON.stringify(reply.result.exceptionDetails).slice(0, 500)}`);
    }
    return reply.result?.result?.value as T;
  }
  const seen = (): Promise<string> => evaluate<string>('document.body?.innerText ?? ""');
  return {
    evaluate,
    async click(name) {
      await waitFor(
        `the control “${name}”`,
        10_000,
        () => evaluate<boolean>(`Boolean(${control(name)})`),
        seen,
      );
      await evaluate(`${control(name)}.click()`);
    },
    async fill(name, text) {
      await waitFor(
        `the field “${name}”`,
        10_000,
        () => evaluate<boolean>(`Boolean(${control(name)})`),
        seen,
      );
      await evaluate(`{ const field = ${control(name)}; field.focus(); field.select(); }`);
      await call('Input.insertText', { text });
    },
    async press(key) {
      for (const type of ['keyDown', 'keyUp'])
        await call('Input.dispatchKeyEvent', { type, key, code: key, ...KEYS[key] });
    },
    async waitForText(words, timeoutMs = 15_000) {
      await waitFor(
        `“${words}” in the popup`,
        timeoutMs,
        () => evaluate<boolean>(`document.body?.innerText.includes(${JSON.stringify(words)}) === true`),
        seen,
      );
    },
    async screenshot() {
      const reply = await call('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(String((reply.result as { data?: string } | undefined)?.data), 'base64');
    },
    async close() {
      // It may have closed itself.
      await cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
      await cdp.detach();
    },
  };
}

const KEYS: Record<string, object> = {
  Enter: { windowsVirtualKeyCode: 13, text: '\r' },
  ArrowDown: { windowsVirtualKeyCode: 40 },
  ArrowUp: { windowsVirtualKeyCode: 38 },
  Escape: { windowsVirtualKeyCode: 27 },
};

/** Finds a control in the page by what an assistive technology would call it. */
function control(name: string): string {
  return `[...document.querySelectorAll('button, a, input, textarea')].find((element) => {
    const names = [element.getAttribute('aria-label'), element.labels?.[0]?.textContent, element.textContent, element.placeholder];
    return !element.disabled && names.some((text) => text?.includes(${JSON.stringify(name)}));
  })`;
}

/** Asks again every 50 ms until there is an answer; `show` says in the failure what there was instead. */
async function waitFor<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T>,
  show?: () => Promise<string>,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false)
      return answer as Exclude<T, undefined | null | false>;
    if (Date.now() > deadline) {
      const instead = show === undefined ? '' : ` There was: ${(await show()).slice(0, 600)}`;
      throw new Error(`Waited ${timeoutMs} ms for ${what}.${instead}`);
    }
    await new Promise((later) => setTimeout(later, 50));
  }
}
