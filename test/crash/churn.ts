import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import type { PassageVector, SearchIndex } from '../../daemon/index/search-index.ts';
import { indexPage } from '../../daemon/ingest/index-page.ts';
import { eraseAndLook } from '../../daemon/policy/forget-look.ts';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { forgetPages } from '../../daemon/store/forget-pages.ts';
import { lastPageId, listImprints } from '../../daemon/store/list-imprints.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { passagesToEmbed } from '../../daemon/store/passages-to-embed.ts';
import { samplePage, samplePassage } from '../fakes/sample-page.ts';
import { seededRandom } from '../seeded-random.ts';
import { unitVector } from '../unit-vector.ts';

const DAYS = 7;
const ADDRESSES = 2_000;
const DIMENSIONS = 384;
const FORGOTTEN = 0.4;
const WORDS = 20_000;

/** How large the files are for what they hold, as factors of files that were written at once. */
export interface Churned {
  readonly upserts: number;
  readonly forgotten: number;
  readonly pages: number;
  /** As `pages.db` and `index.db` are at the end of the week. */
  readonly pagesFile: number;
  readonly indexFile: number;
  /** Both together. */
  readonly files: number;
}

/** Keeps, changes and forgets pages at random, a week's worth, cleans up each day as the app does, and measures the files. */
export async function churn(
  operations: number,
  seed: number,
  onOperation: (done: number) => void = () => {},
): Promise<Churned> {
  const folder = mkdtempSync(join(tmpdir(), 'pagekeep-churn-'));
  const store = await openStore(join(folder, 'pages.db'));
  const index = openLocalIndex({ file: join(folder, 'index.db'), mode: 'ram', dimensions: DIMENSIONS });
  const random = seededRandom(seed);
  const kept = new Map<number, number>();
  let forgotten = 0;
  let done = 0;
  try {
    await index.adoptModel('churn');
    for (let day = 0; day < DAYS; day += 1) {
      for (let n = 0; n < operations / DAYS; n += 1) {
        onOperation((done += 1));
        const address = Math.floor(random() * ADDRESSES);
        const page = kept.get(address);
        if (page !== undefined && random() < FORGOTTEN / (1 - FORGOTTEN)) {
          await forgetPages(store, [page], Date.now());
          await index.removePages([page]);
          kept.delete(address);
          forgotten += 1;
        } else kept.set(address, await keep(store, index, address, random));
      }
      await index.sync();
      await eraseAndLook([], false, { store, index });
    }
    const sizes = [sizeOf(join(folder, 'pages.db')), sizeOf(join(folder, 'index.db'))] as const;
    const least = [
      compactSize(store, join(folder, 'compact.db')),
      await rebuiltSize(store, join(folder, 'rebuilt.db')),
    ] as const;
    return {
      upserts: operations - forgotten,
      forgotten,
      pages: kept.size,
      pagesFile: sizes[0] / least[0],
      indexFile: sizes[1] / least[1],
      files: (sizes[0] + sizes[1]) / (least[0] + least[1]),
    };
  } finally {
    await index.close();
    await closeStore(store);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function keep(
  store: Store,
  index: SearchIndex,
  address: number,
  random: () => number,
): Promise<number> {
  const word = (): string => `w${Math.floor(random() ** 3 * WORDS).toString(36)}`;
  const words = (count: number): string => Array.from({ length: count }, word).join(' ');
  const texts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => words(60));
  const { page_id } = await commitPage(
    store,
    samplePage({
      url: `https://churn.example/${address}`,
      title: words(5),
      content_hash: words(3),
      markdown: texts.join('\n\n'),
      passages: texts.map((text, ordinal) => samplePassage(ordinal, text)),
    }),
  );
  await indexWhole(store, index, page_id);
  return page_id;
}

async function indexWhole(store: Store, index: SearchIndex, page: number): Promise<void> {
  const missing = (await indexPage(page, store, index)) ?? [];
  const passages = await passagesToEmbed(store, missing);
  await index.indexVectors(passages.map(vectorOf));
}

function vectorOf({ passage_id, text_hash }: { passage_id: number; text_hash: string }): PassageVector {
  return { passage_id, text_hash, vector: unitVector(passage_id, DIMENSIONS) };
}

function sizeOf(file: string): number {
  return ['', '-wal', '-journal'].reduce(
    (sum, end) => sum + (statSync(`${file}${end}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function compactSize(store: Store, file: string): number {
  const database = new Database(store.file, { readonly: true });
  database.prepare('vacuum into ?').run(file);
  database.close();
  return sizeOf(file);
}

async function rebuiltSize(store: Store, file: string): Promise<number> {
  const index = openLocalIndex({ file, mode: 'ram', dimensions: DIMENSIONS });
  await index.adoptModel('churn');
  for (const { page_id } of await listImprints(store, 0, await lastPageId(store)))
    await indexWhole(store, index, page_id);
  await index.close();
  return sizeOf(file);
}
