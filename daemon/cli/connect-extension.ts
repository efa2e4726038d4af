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
const described = z.object({ targetInfo: z.object({ url: z.string() }) });

const LOOK_MS = 100;

/** The daemon knows of a new client before the extension has stored its token. */
const STORE_MS = 500;

/** Opens the extension's connect page with the code, waits until it has paired itself, and closes the page. */
export async function connectExtension(cdp: Cdp, connection: Connection): Promise<void> {
  const { code, port, isPaired, deadlineMs = 20_000 } = connection;
  const fragment = new URLSearchParams({ code, port: String(port) });
  const address = `chrome-extension://${EXTENSION_ID}/connect.html#${fragment.toString()}`;
  const deadline = Date.now() + deadlineMs;
  let targetId = await openPage(cdp, address);
  let loaded = false;
  while (Date.now() < deadline) {
    await sleep(LOOK_MS);
    if (await isPaired()) {
      await sleep(STORE_MS);
      await cdp.send('Target.closeTarget', { targetId });
      return;
    }
    if (loaded) continue;
    const { url } = described.parse(await cdp.send('Target.getTargetInfo', { targetId })).targetInfo;
    loaded = url.startsWith('chrome-extension:');
    // The browser is up before its extensions are; a page that failed used no code.
    if (url.startsWith('chrome-error:')) {
      await cdp.send('Target.closeTarget', { targetId });
      targetId = await openPage(cdp, address);
    }
  }
  await cdp.send('Target.closeTarget', { targetId });
  throw new Failure(
    'internal',
    loaded
      ? 'The extension did not connect; use the digits instead.'
      : 'The browser did not load the extension. Branded Chrome ignores --load-extension: use Chromium or Chrome for Testing (PAGEKEEP_CHROMIUM).',
  );
}

async function openPage(cdp: Cdp, url: string): Promise<string> {
  return opened.parse(await cdp.send('Target.createTarget', { url })).targetId;
}
