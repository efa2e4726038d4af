import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Readable } from 'node:stream';
import type { ExportEnd, ExportFormat, ExportStart, ExportStream } from '../../shared/contract/archive.ts';
import type { KeptPage } from '../../shared/contract/kept-page.ts';
import { Failure } from '../failure.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { showMarkdown } from '../search/list-memory.ts';
import { findPageById } from '../store/find-page.ts';
import type { Store } from '../store/open-store.ts';
import { listPageIds, readKeptPage } from '../store/read-kept-page.ts';
import type { ReadKeptPage } from '../store/read-kept-page.ts';
import { EXPORT_VERSION } from './export-version.ts';
import { fileNameOf } from './file-name-of.ts';
import { writeBookmark, BOOKMARKS_START } from './write-bookmark.ts';

const IDS = 500;

export interface ExportTools {
  readonly store: Store;
  readonly index: Pick<SearchIndex, 'readVectors' | 'metrics'>;
  readonly now: () => number;
}

/** The whole memory as a file, made page by page while it is read, so that no more than a page is held. Each page is as it is at its turn. */
export function exportMemory(format: ExportFormat, tools: ExportTools): ExportStream {
  const day = new Date(tools.now()).toISOString().slice(0, 10);
  const { ending, type, write } = FORMATS[format];
  return { type, name: `pagekeep-${day}.${ending}`, body: write(tools) };
}

interface Format {
  readonly ending: string;
  readonly type: string;
  readonly write: (tools: ExportTools) => AsyncIterable<Uint8Array>;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  jsonl: {
    ending: 'jsonl',
    type: 'application/x-ndjson',
    write: (tools) => inBytes(writeLines(tools, false)),
  },
  markdown: {
    ending: 'markdown.jsonl',
    type: 'application/x-ndjson',
    write: (tools) => inBytes(writeMarkdown(tools)),
  },
  netscape: {
    ending: 'html',
    // Nothing remembered is served as a page: a browser may keep this one, not show it.
    type: 'application/octet-stream',
    write: (tools) => inBytes(writeBookmarks(tools)),
  },
  bundle: {
    ending: 'bundle.zst',
    type: 'application/zstd',
    write: (tools) => compress(inBytes(writeLines(tools, true))),
  },
};

function compress(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const compressing = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const source = Readable.from(bytes);
  source.on('error', (error) => compressing.destroy(error));
  compressing.on('close', () => source.destroy());
  return source.pipe(compressing);
}

async function* inBytes(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

/** Page numbers, with a turn for others between any two. */
async function* pageIds(store: Store): AsyncGenerator<number> {
  for (let after = 0; ;) {
    const ids = await listPageIds(store, after, IDS);
    for (const id of ids) {
      yield id;
      await nextTurn();
    }
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

async function* writeLines(tools: ExportTools, withVectors: boolean): AsyncGenerator<string> {
  const { fingerprint } = await tools.index.metrics();
  const start: ExportStart = {
    pagekeep: 'memory',
    version: EXPORT_VERSION,
    exported_at: new Date(tools.now()).toISOString(),
    model: withVectors ? fingerprint : null,
  };
  yield `${JSON.stringify(start)}\n`;
  const end = { end: true, pages: 0, failed: [] as ExportEnd['failed'] } satisfies ExportEnd;
  for await (const id of pageIds(tools.store)) {
    try {
      const read = await readKeptPage(tools.store, id);
      if (read === null) continue;
      const page = withVectors ? await addVectors(read, tools) : read.page;
      yield `${JSON.stringify(page)}\n`;
      end.pages += 1;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'data-damaged') throw error;
      end.failed.push({ url: `page ${id}`, message: error.message });
    }
  }
  yield `${JSON.stringify(end)}\n`;
}

async function addVectors({ page, passage_ids }: ReadKeptPage, { index }: ExportTools): Promise<KeptPage> {
  const known = new Map((await index.readVectors(passage_ids)).map((one) => [one.passage_id, one]));
  const passages = page.passages.map((passage, nth) => {
    const vector = known.get(passage_ids[nth] ?? -1);
    if (vector === undefined || vector.text_hash !== passage.text_hash) return passage;
    const { buffer, byteOffset, byteLength } = vector.vector;
    return { ...passage, vector: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  });
  return { ...page, passages };
}

async function* writeMarkdown({ store }: ExportTools): AsyncGenerator<string> {
  for await (const id of pageIds(store)) {
    const page = await findPageById(store, id);
    if (page === null || !page.sound) continue;
    const markdown = await showMarkdown(id, true, store);
    yield `${JSON.stringify({ name: fileNameOf(page.title, id), markdown })}\n`;
  }
}

async function* writeBookmarks({ store }: ExportTools): AsyncGenerator<string> {
  yield BOOKMARKS_START;
  for await (const id of pageIds(store)) {
    const page = await findPageById(store, id);
    if (page !== null && page.sound) yield writeBookmark(page);
  }
  yield '</DL><p>\n';
}
