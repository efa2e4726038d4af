import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { VerifyReport } from '../../shared/contract/verify-endpoints.ts';
import { Failure } from '../failure.ts';
import { isSealWhole } from '../index/index-seal.ts';
import type { SearchIndex } from '../index/search-index.ts';
import type { IndexReport } from '../index/verify-index.ts';
import type { Publisher } from '../ingest/publish-page.ts';
import { readPassphraseFile } from '../lock/passphrase-file.ts';
import { countCommits } from '../store/count-commits.ts';
import { pageFacts } from '../store/page-facts.ts';
import type { Store } from '../store/open-store.ts';
import { orderVerification } from './verify-order.ts';
import type { VerifiedFiles } from './verify-order.ts';
import { inWorkFolder } from './work-folder.ts';

export interface VerifyTools {
  readonly store: Store;
  readonly index: Pick<SearchIndex, 'copyTo' | 'imageTo' | 'metrics' | 'removePages' | 'rewrite'>;
  readonly publisher: Pick<Publisher, 'reindex' | 'isPending'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Reads all of the open memory and compares it: pages.db with its checksums, index.db and the index in memory with
 * pages.db. What differs in the index is made anew at once; what is damaged in pages.db only a backup brings back.
 */
export async function verifyMemory(tools: VerifyTools): Promise<VerifyReport> {
  const { store, now } = tools;
  const began = now();
  const found = await lookTwice(began, tools);
  store.damage.clear();
  for (const row of found.store.damaged) store.damage.set(`${row.part} ${row.key}`, row);
  return { ...describe(found, now() - began), mended: await mend(found, tools) };
}

/** Where something was written meanwhile, what differs may have been changed between the one copy and the other. */
async function lookTwice(began: number, tools: VerifyTools): Promise<VerifiedFiles> {
  const commits = await countCommits(tools.store);
  const first = await look(began, tools);
  const differs = Object.values(first.indexes).some(
    ({ stale, surplus }) => stale.length + surplus.length > 0,
  );
  if (!differs || (await countCommits(tools.store)) === commits) return first;
  const again = await look(began, tools);
  const indexes = Object.entries(again.indexes).map(([name, report]): [string, IndexReport] => {
    const { stale = [], surplus = [] } = first.indexes[name] ?? {};
    const twice = { stale: both(stale, report.stale), surplus: both(surplus, report.surplus) };
    return [name, { ...report, ...twice }];
  });
  return { ...again, indexes: Object.fromEntries(indexes) };
}

function both(some: readonly number[], others: readonly number[]): number[] {
  const known = new Set(others);
  return some.filter((id) => known.has(id));
}

async function look(began: number, tools: VerifyTools): Promise<VerifiedFiles> {
  const { store, index } = tools;
  const found = await store.wholeReads.read(() =>
    inWorkFolder(dirname(store.file), async (folder) => {
      const indexes: Record<string, string> = { index_db: join(folder, 'index.db') };
      await index.copyTo(join(folder, 'index.db'));
      if ((await index.metrics()).in_ram) {
        indexes['index_in_memory'] = join(folder, 'memory.db');
        await index.imageTo(join(folder, 'memory.db'));
      }
      return orderVerification({ store: store.file, indexes });
    }),
  );
  return withoutMoving(found, began, tools);
}

/** The same for a memory that nobody has open. Nothing is mended: the next start does that. */
export async function verifyFiles(dataDir: string, now: () => number): Promise<VerifyReport> {
  const began = now();
  if (!existsSync(join(dataDir, 'pages.db'))) {
    throw new Failure('not-found', `There is no pages.db in ${dataDir}: nothing is kept yet.`);
  }
  if (readPassphraseFile(dataDir) !== null) {
    throw new Failure(
      'locked',
      'This memory has a passphrase: start Pagekeep and unlock it (pagekeep memory unlock), then verify again.',
    );
  }
  const index = join(dataDir, 'index.db');
  const found = await inWorkFolder(dataDir, async (folder) => {
    if (!existsSync(index)) return orderVerification({ store: join(dataDir, 'pages.db'), indexes: {} });
    const copy = join(folder, 'index.db');
    for (const end of ['', '-journal'])
      if (existsSync(`${index}${end}`)) await copyFile(`${index}${end}`, `${copy}${end}`);
    const verified = await orderVerification({
      store: join(dataDir, 'pages.db'),
      indexes: { index_db: copy },
    });
    return isSealWhole(index) ? verified : withBrokenSeal(verified);
  });
  return { ...describe(found, now() - began), mended: false };
}

function withBrokenSeal({ store, indexes }: VerifiedFiles): VerifiedFiles {
  const { index_db = { structure: [], stale: [], surplus: [] } } = indexes;
  const structure = [...index_db.structure, 'it is not what was written'];
  return { store, indexes: { ...indexes, index_db: { ...index_db, structure } } };
}

/** Pages that were kept, changed or forgotten while they were compared differ without being damaged. */
async function withoutMoving(
  found: VerifiedFiles,
  began: number,
  tools: VerifyTools,
): Promise<VerifiedFiles> {
  const listed = Object.values(found.indexes).flatMap(({ stale, surplus }) => [...stale, ...surplus]);
  const facts = new Map((await pageFacts(tools.store, listed)).map((page) => [page.page_id, page]));
  const rests = (id: number): boolean => {
    const page = facts.get(id);
    return page !== undefined && page.captured_at < began && !tools.publisher.isPending(id);
  };
  const indexes = Object.entries(found.indexes).map(([name, report]): [string, IndexReport] => [
    name,
    { ...report, stale: report.stale.filter(rests), surplus: report.surplus.filter((id) => !facts.has(id)) },
  ]);
  return { ...found, indexes: Object.fromEntries(indexes) };
}

async function mend({ indexes }: VerifiedFiles, { index, publisher }: VerifyTools): Promise<boolean> {
  const reports = Object.values(indexes);
  const surplus = new Set(reports.flatMap((report) => report.surplus));
  const stale = new Set(reports.flatMap((report) => report.stale));
  if (surplus.size > 0) await index.removePages([...surplus]);
  for (const id of stale) await publisher.reindex(id);
  const isBroken = (indexes['index_db']?.structure.length ?? 0) > 0;
  if (isBroken) await index.rewrite();
  return isBroken || surplus.size > 0 || stale.size > 0;
}

function describe({ store, indexes }: VerifiedFiles, ms: number): Omit<VerifyReport, 'mended'> {
  const report = (name: string): VerifyReport['index_db'] => {
    const found = indexes[name];
    if (found === undefined) return null;
    return { structure: [...found.structure], pages: [...found.stale, ...found.surplus] };
  };
  const [index_db, index_in_memory] = [report('index_db'), report('index_in_memory')];
  return {
    sound:
      store.structure.length === 0 &&
      store.damaged.length === 0 &&
      isWhole(index_db) &&
      isWhole(index_in_memory),
    seconds: Math.round(ms / 100) / 10,
    pages_db: {
      structure: [...store.structure],
      damaged_rows: store.damaged.length,
      pages: store.pages.map((page) => ({ ...page, parts: [...page.parts] })),
    },
    index_db,
    index_in_memory,
  };
}

function isWhole(one: VerifyReport['index_db']): boolean {
  return one === null || (one.structure.length === 0 && one.pages.length === 0);
}
