import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ForgetChecks } from '../../shared/contract/forget-endpoints.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { forgetStems } from '../index/word-stem.ts';
import { countRowsOf } from '../store/forget-choose.ts';
import { emptyJournal } from '../store/forget-journal.ts';
import { measureFile, rewriteStore, scanForTraces } from '../store/forget-rewrite.ts';
import type { Store } from '../store/open-store.ts';

/** A larger file is written anew only where something was found in it, or much of it is free: while that lasts, what is remembered waits. */
const SMALL_BYTES = 64_000_000;
const MOSTLY_FREE = 0.25;

/** A forgetting as the eraser knows it, in RAM only: what its pages would be known by is never written down. */
export interface Erasing {
  readonly receipt_id: string;
  readonly page_ids: readonly number[];
  readonly traces: readonly Buffer[];
}

export interface LookTools {
  readonly store: Store;
  readonly index: Pick<SearchIndex, 'purge' | 'listImprints'>;
}

/**
 * Cleans both files, then looks for what was forgotten: its rows, its entries in the index, and its bytes in every file of
 * the data folder. A file that was spared and still holds something is written anew and read again. `blind`: nobody knows
 * any more what to look for.
 */
export async function eraseAndLook(
  erasings: readonly Erasing[],
  blind: boolean,
  tools: LookTools,
): Promise<ForgetChecks> {
  const { store } = tools;
  const folder = dirname(store.file);
  const traces = erasings.flatMap((one) => one.traces);
  const { bytes, free } = measureFile(store);
  const thorough = blind || bytes < SMALL_BYTES || free > MOSTLY_FREE;
  await erase(thorough, tools);
  let scanned = await scanForTraces(store, { folder, traces });
  if (scanned.found_in.length > 0 && !thorough) {
    await erase(true, tools);
    scanned = await scanForTraces(store, { folder, traces });
  }
  const pageIds = erasings.flatMap((one) => one.page_ids);
  const rows = (await countRowsOf(store, pageIds)) + (await countIndexed(pageIds, tools));
  return { rows, ...scanned, copies: await listCopies(folder) };
}

async function erase(thorough: boolean, { store, index }: LookTools): Promise<void> {
  await index.purge(thorough);
  // The index has a thread of its own, and so words of its own.
  forgetStems();
  if (thorough) await rewriteStore(store);
  else emptyJournal(store);
}

async function countIndexed(pageIds: readonly number[], { index }: LookTools): Promise<number> {
  const [first] = pageIds;
  if (first === undefined) return 0;
  const gone = new Set(pageIds);
  const from = pageIds.reduce((least, id) => Math.min(least, id), first);
  const to = pageIds.reduce((most, id) => Math.max(most, id), first);
  const indexed = await index.listImprints(from, to);
  return indexed.filter(({ page_id }) => gone.has(page_id)).length;
}

/** Backups are packed, so that their words cannot be looked for: each is named. */
async function listCopies(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'backups')).catch(() => []);
  return names.map((name) => `backups/${name}`);
}
