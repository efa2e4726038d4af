import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { EXTENSION_ID } from '../../shared/contract/extension-id.ts';
import { Failure } from '../failure.ts';
import type { Cdp } from './cdp-pipe.ts';

export interface Connection {
  /** The one-time code; it travels through the pipe and stands on no command line. */
  readonly code: string;
  readonly port: number;
  readonly isPaired: () => Promise<boolean>;
  /** @default 20000 */
  readonly deadlineMs?: number;
}

const opened = z.object({ targetId: z.string() });
const attached = z.object({ sessionId: z.string() });
const evaluated = z.object({ result: z.object({ value: z.optional(z.boolean()) }) });
const navigated = z.object({ errorText: z.optional(z.string()) });

const LOOK_MS = 100;

/** The daemon knows of a new client before the extension has stored its token. */
const STORE_MS = 500;

/**
 * Opens the extension's connect page with the code, presses its button for the person who asked for a connected browser,
 * waits until it is paired, and closes the page.
 */
export async function connectExtension(cdp: Cdp, connection: Connection): Promise<void> {
  const { code, port, isPaired, deadlineMs = 20_000 } = connection;
  const deadline = Date.now() + deadlineMs;
  const { targetId } = opened.parse(await cdp.send('Target.createTarget', { url: 'about:blank' }));
  try {
    const fragment = new URLSearchParams({ code, port: String(port) }).toString();
    const session = await openPage(
      cdp,
      targetId,
      `chrome-extension://${EXTENSION_ID}/connect.html#${fragment}`,
      deadline,
    );
    let pressed = false;
    while (!(await isPaired())) {
      pressed ||= await pressConnect(cdp, session);
      if (Date.now() > deadline) {
        throw new Failure('internal', 'The extension did not connect; use the digits of: pagekeep pair');
      }
      await sleep(LOOK_MS);
    }
    await sleep(STORE_MS);
  } finally {
    // It may have closed itself, or the whole browser is gone.
    await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
  }
}

/** The browser is up before its extensions are, so the page is asked for until it is there; one that fails uses no code. */
async function openPage(cdp: Cdp, targetId: string, url: string, deadline: number): Promise<string> {
  const { sessionId } = attached.parse(await cdp.send('Target.attachToTarget', { targetId, flatten: true }));
  while (navigated.parse(await cdp.send('Page.navigate', { url }, sessionId)).errorText !== undefined) {
    if (Date.now() > deadline) {
      throw new Failure(
        'internal',
        'The browser did not load the extension. Branded Chrome ignores --load-extension: use Chromium or Chrome for Testing (PAGEKEEP_CHROMIUM).',
      );
    }
    await sleep(LOOK_MS);
  }
  return sessionId;
}

/** False while the page has not drawn its button yet, does not take a click yet, or its script, which answers it, has not run. */
async function pressConnect(cdp: Cdp, sessionId: string): Promise<boolean> {
  const expression = `(() => {
    const button = document.querySelector('form button[type=submit]');
    if (button === null || button.disabled || document.readyState !== 'complete') return false;
    button.click();
    return true;
  })()`;
  const { result } = evaluated.parse(await cdp.send('Runtime.evaluate', { expression }, sessionId));
  return result.value === true;
}
