import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import { READ_AT_ONCE_BYTES } from '../store/require-sound-file.ts';
import { orderVerification } from './verify-order.ts';

/** A start and its first questions have both cores for themselves. */
const AFTER_MS = 60_000;

/**
 * Reads a `pages.db` that is too large for that before its door opens, in a thread of its own: rows found damaged are left out
 * of every answer anyhow, but whoever never asks for them would not hear of it. Says what it found in the log.
 */
export async function readThrough(
  store: Store,
  log: Log,
  opened: AsyncDisposableStack,
  afterMs = AFTER_MS,
): Promise<void> {
  if (statSync(store.file).size <= READ_AT_ONCE_BYTES) return;
  const closing = new AbortController();
  opened.defer(() => closing.abort());
  const { signal } = closing;
  try {
    await sleep(afterMs, undefined, { ref: false, signal });
    const order = { store: store.file, indexes: {} };
    const found = await store.wholeReads.read(() => orderVerification(order, signal));
    const { structure, damaged } = found.store;
    for (const row of damaged) store.damage.set(`${row.part} ${row.key}`, row);
    if (structure.length + damaged.length === 0) return;
    log.error('pages.db is damaged: `pagekeep verify` says where, `pagekeep restore` brings back a backup', {
      rows: damaged.length,
      structure: structure[0] ?? null,
    });
  } catch (cause) {
    if (signal.aborted) return;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    log.error('pages.db could not be read through', { error });
  }
}
