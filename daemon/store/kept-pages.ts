import type { ImageText, PageFacts, PassageText } from '../index/search-index.ts';
import { openSqlite } from '../open-sqlite.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { imagesToIndex } from './images-to-index.ts';
import type { ReadableStore } from './open-store.ts';
import { pageFacts } from './page-facts.ts';
import { passagesToIndex } from './passages-to-index.ts';

/** All of a page that the index follows from. */
export interface PageToIndex {
  readonly facts: PageFacts;
  readonly passages: readonly PassageText[];
  readonly images: readonly ImageText[];
}

const PAGES = 64;

/** Reads every kept page from a connection of its own, some at a time, as all were at one moment. */
export async function* keptPages(file: string): AsyncGenerator<PageToIndex[]> {
  const database = openSqlite(file, { readonly: true });
  const store: ReadableStore = { file, database, statements: new Map() };
  try {
    database.exec('begin');
    const ids = database.prepare<[], number>('select page_id from pages order by page_id').pluck().all();
    for (let at = 0; at < ids.length; at += PAGES) yield await readPages(store, ids.slice(at, at + PAGES));
  } catch (error) {
    throw sqliteFailure(error, file);
  } finally {
    database.close();
  }
}

async function readPages(store: ReadableStore, ids: readonly number[]): Promise<PageToIndex[]> {
  const [facts, passages, images] = [
    await pageFacts(store, ids),
    Map.groupBy(await passagesToIndex(store, ids), ({ page_id }) => page_id),
    Map.groupBy(await imagesToIndex(store, ids), ({ page_id }) => page_id),
  ];
  return facts.map((one) => ({
    facts: one,
    passages: passages.get(one.page_id) ?? [],
    images: images.get(one.page_id) ?? [],
  }));
}
