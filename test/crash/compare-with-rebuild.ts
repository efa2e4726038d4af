import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectIndex } from '../../daemon/index/index-database.ts';
import type { IndexDatabase } from '../../daemon/index/index-database.ts';
import { readVector } from '../../daemon/index/vector-records.ts';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import { indexPage } from '../../daemon/ingest/index-page.ts';
import { lastPageId, listImprints } from '../../daemon/store/list-imprints.ts';
import { passagesToEmbed } from '../../daemon/store/passages-to-embed.ts';
import { openFakeEmbedder } from '../fakes/fake-embedder.ts';
import type { Store } from '../../daemon/store/open-store.ts';

/** Compares an index's file with one made anew from the store; each difference is a sentence. */
export async function compareWithRebuild(store: Store, file: string): Promise<string[]> {
  const rebuilt = mkdtempSync(join(tmpdir(), 'pagekeep-rebuilt-'));
  try {
    await rebuild(store, join(rebuilt, 'index.db'));
    const kept = contentsOf(file);
    const anew = contentsOf(join(rebuilt, 'index.db'));
    return [...anew.keys()].flatMap((part) => differences(part, kept.get(part) ?? [], anew.get(part) ?? []));
  } finally {
    rmSync(rebuilt, { recursive: true, force: true });
  }
}

async function rebuild(store: Store, file: string): Promise<void> {
  const embedder = openFakeEmbedder();
  const index = openLocalIndex({ file, mode: 'ram', dimensions: embedder.dimensions });
  try {
    await index.adoptModel(embedder.fingerprint);
    const pages = await listImprints(store, 0, await lastPageId(store));
    for (const { page_id } of pages) {
      const missing = (await indexPage(page_id, store, index)) ?? [];
      const passages = await passagesToEmbed(store, missing);
      const vectors = await embedder.embedPassages(passages.map(({ text }) => text));
      await index.indexVectors(
        passages.flatMap(({ passage_id, text_hash }, at) => {
          const vector = vectors[at];
          return vector === undefined ? [] : [{ passage_id, text_hash, vector }];
        }),
      );
    }
    await index.sync();
  } finally {
    await index.close();
  }
}

/** Everything an index can be asked for, each record a line. */
function contentsOf(file: string): Map<string, string[]> {
  const index = connectIndex(file);
  const lines = (text: string): string[] =>
    index
      .sql(text)
      .raw()
      .all()
      .map((row) => JSON.stringify(row));
  try {
    return new Map([
      ['damage', lines('pragma integrity_check')],
      ['facts', lines('select * from page_facts order by page_id')],
      ['tags', lines('select * from page_tags order by page_id, key')],
      ['passages', lines('select * from indexed order by passage_id')],
      ['terms', lines('select passage_id, hex(terms) from passage_terms order by passage_id')],
      ['pictures', lines('select * from indexed_images order by image_id')],
      ['words', words(index, 'passage_words', 'select passage_id from indexed')],
      ['words of pages', words(index, 'page_words', 'select page_id from page_facts')],
      ['words of pictures', words(index, 'image_words', 'select image_id from indexed_images')],
      ['vectors', keptVectors(index)],
    ]);
  } finally {
    index.database.close();
  }
}

/** What was deleted keeps its terms until the next merge, and no question finds it. */
function words(index: IndexDatabase, table: string, ids: string): string[] {
  index.database.exec(`create virtual table temp.${table}_said using fts5vocab(main, ${table}, instance)`);
  return index
    .sql(`select doc, col, "offset", term from temp.${table}_said where doc in (${ids}) order by 1, 2, 3, 4`)
    .raw()
    .all()
    .map((row) => JSON.stringify(row));
}

function keptVectors(index: IndexDatabase): string[] {
  return index
    .sql<{ rowid: number }>('select rowid from vectors_rowids order by rowid')
    .all()
    .map(({ rowid }) => `${rowid} ${readVector(index, rowid)?.toString('base64')}`);
}

function differences(part: string, kept: readonly string[], anew: readonly string[]): string[] {
  // A word is a line: there are tens of thousands.
  const [known, wanted] = [new Set(kept), new Set(anew)];
  const lacking = anew.filter((line) => !known.has(line));
  const tooMuch = kept.filter((line) => !wanted.has(line));
  return [
    ...(lacking.length === 0
      ? []
      : [`${part} of the index: ${lacking.length} are missing, ${lacking[0]?.slice(0, 200)}`]),
    ...(tooMuch.length === 0
      ? []
      : [`${part} of the index: ${tooMuch.length} too much, ${tooMuch[0]?.slice(0, 200)}`]),
  ];
}
