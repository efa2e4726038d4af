import Database from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../daemon/failure.ts';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import { isSealWhole } from '../../daemon/index/index-seal.ts';
import { verifyIndex } from '../../daemon/index/verify-index.ts';
import { openPublisher } from '../../daemon/ingest/publish-page.ts';
import { repairIndex } from '../../daemon/ingest/repair-index.ts';
import { listMemory, showMarkdown } from '../../daemon/search/list-memory.ts';
import { searchPassages } from '../../daemon/search/search-passages.ts';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { hashTables } from '../../daemon/store/hash-rows.ts';
import { keptPages } from '../../daemon/store/kept-pages.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { verifyStore } from '../../daemon/store/verify-store.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import { sampleImage, samplePage, samplePassage } from '../fakes/sample-page.ts';

const DIMENSIONS = 16;
const WORDS = ['marigold', 'windlass', 'quincunx', 'halyard', 'parsnip', 'zeppelin', 'isthmus', 'catalpa'];

/** What a memory says when it is asked all there is to ask: each thing by a name of its own. */
export interface Answers {
  /** null: it was refused with a sentence. */
  readonly said: ReadonlyMap<string, string | null>;
  /** Whether something was said to be left out. */
  readonly notice: boolean;
}

/** Opens a memory as the daemon does, without its door, does something with it, and closes it. */
async function withMemory<T>(
  folder: string,
  work: (rooms: ReturnType<typeof openRooms>) => Promise<T>,
): Promise<T> {
  const rooms = openRooms(await openStore(join(folder, 'pages.db')), folder);
  const { store, index, embedder, publisher } = rooms;
  try {
    publisher.embedMissing((await index.adoptModel(embedder.fingerprint)).missing_vectors);
    publisher.useEmbedder(embedder);
    await repairIndex(store, index, publisher);
    await publisher.idle();
    return await work(rooms);
  } finally {
    // A memory that opens by half must not stay open: the threads of three hundred of them would.
    await publisher.stop();
    await index.close();
    await closeStore(store);
  }
}

function openRooms(store: Store, folder: string) {
  const index = openLocalIndex({
    file: join(folder, 'index.db'),
    mode: 'ram',
    dimensions: DIMENSIONS,
    syncIdleMs: 1e8,
    syncPeriodMs: 1e8,
  });
  const embedder = openFakeEmbedder(DIMENSIONS);
  const publisher = openPublisher(store, index, () => undefined);
  return { store, index, embedder, publisher };
}

/** A memory of some pages with something in each of their parts. */
export function makeMemory(folder: string): Promise<void> {
  return withMemory(folder, async ({ store, publisher }) => {
    for (const [nth, word] of WORDS.entries()) {
      const { page_id } = await commitPage(store, memoryPage(word, nth));
      await publisher.publish(page_id);
    }
  });
}

function memoryPage(word: string, nth: number) {
  const texts = Array.from(
    { length: 12 },
    (_, at) => `The ${word} is told of in passage ${at}, ${'as it should be '.repeat(9)}`,
  );
  return samplePage({
    url: `https://${word}.example/${nth}`,
    title: `All about the ${word}`,
    captured_at: Date.UTC(2026, 1, 1 + nth),
    content_hash: word.padEnd(64, '0'),
    tags: [word, 'kept'],
    note: `a note on the ${word}`,
    markdown: texts.join('\n\n'),
    passages: texts.map((text, at) => samplePassage(at, text)),
    images: [{ ...sampleImage(`https://${word}.example/i.png`), alt: `picture of a ${word}` }],
    snapshot: Buffer.from(`${word} as it was seen `.repeat(40)),
  });
}

/** Asks a memory everything. A refusal to open is one to answer. */
export async function askAll(folder: string): Promise<Answers> {
  const said = new Map<string, string | null>();
  let notice = false;
  const ask = async (name: string, work: () => Promise<Iterable<readonly [string, unknown]>>) => {
    try {
      for (const [part, value] of await work()) said.set(`${name} ${part}`, JSON.stringify(value));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      notice ||= error.code === 'data-damaged' || error.code === 'data-newer';
      said.set(name, null);
    }
  };
  await ask('memory', () =>
    withMemory(folder, async ({ store, index, embedder }) => {
      for (const word of WORDS) {
        const request = { query: `all about the ${word}`, limit: 20, group: 'passage' as const };
        await ask(`search ${word}`, async () => {
          const answer = await searchPassages(request, { store, index, embedder, wordsOnlyNotice: '' });
          notice ||= answer.notice !== undefined;
          return answer.results.map(({ passage_id, url, title, content, tags, captured_at }) => [
            String(passage_id),
            { url, title, content, tags, captured_at },
          ]);
        });
      }
      await ask('list', async () => {
        const list = await listMemory({}, store);
        notice ||= list.notice !== undefined;
        return list.content.map((page) => [String(page.page_id), page]);
      });
      for (let id = 1; id <= WORDS.length; id += 1) {
        await ask(`read ${id}`, async () => [['all', await showMarkdown(id, true, store)]]);
      }
      return [];
    }),
  );
  return { said, notice };
}

/** Whether `pagekeep verify` finds these files as they were kept. */
export async function isVerified(folder: string): Promise<boolean> {
  const [pages, index] = [join(folder, 'pages.db'), join(folder, 'index.db')];
  const { structure, damaged } = verifyStore(pages);
  if (structure.length > 0 || damaged.length > 0) return false;
  // Without an index one is made at the next start.
  if (!existsSync(index)) return true;
  if (!isSealWhole(index)) return false;
  const copy = join(folder, 'copy-of-index.db');
  copyFileSync(index, copy);
  const report = await verifyIndex(copy, keptPages(pages));
  rmSync(copy);
  return report.structure.length + report.stale.length + report.surplus.length === 0;
}

/** What is not content: checksums, and SQLite's own counters. */
const BESIDE = new Set(['row_sums', 'memory_mark', 'sqlite_sequence', 'keep_clock']);

/** All rows of all tables as one text; null where they cannot be read. */
export function contentOf(folder: string): string | null {
  try {
    const database = new Database(join(folder, 'pages.db'), { readonly: true });
    try {
      const tables = Object.entries(hashTables(database)).filter(([name]) => !BESIDE.has(name));
      return JSON.stringify(tables);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

/** Puts the files of one folder into another one, and nothing else. */
export function copyMemory(from: string, to: string): void {
  for (const name of existsSync(to) ? readdirSync(to) : []) rmSync(join(to, name), { recursive: true });
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}
