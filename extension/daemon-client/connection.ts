import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { clearPopupCache } from './clear-popup-cache.ts';

const connectionShape = z.object({ port: z.number(), client_id: z.string(), token: z.string() });

/** Where the daemon listens and the bearer it gave us. Kept in `storage.local`, which no page and no content script reads here. */
export type Connection = z.infer<typeof connectionShape>;

/** The kept connection; null while unpaired. */
export async function readConnection(): Promise<Connection | null> {
  const { connection } = await browser.storage.local.get('connection');
  const read = connectionShape.safeParse(connection);
  return read.success ? read.data : null;
}

/** Keeps the connection over restarts of the browser; what another app answered is not shown any more. */
export async function keepConnection(connection: Connection): Promise<void> {
  await Promise.all([browser.storage.local.set({ connection }), clearPopupCache()]);
}

/** Forgets the bearer, and with it what the app answered; the extension is unpaired from then on. */
export async function dropConnection(): Promise<void> {
  await Promise.all([browser.storage.local.remove('connection'), clearPopupCache()]);
}
