import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PINNED_MODEL } from '../../daemon/embed/pinned-model.ts';
import { connectIndex } from '../../daemon/index/index-database.ts';
import { readVector } from '../../daemon/index/index-records.ts';
import { openIndex } from '../../daemon/index/open-index.ts';
import type { PassageVector, SearchIndex } from '../../daemon/index/search-index.ts';
import { indexPage } from '../../daemon/ingest/index-page.ts';
import { commitPage } from '../../daemon/store/commit-page.ts';
import { listStoredImages } from '../../daemon/store/list-stored-images.ts';
import { listStoredPassages } from '../../daemon/store/list-stored-passages.ts';
import { closeStore, openStore } from '../../daemon/store/open-store.ts';
import type { Store } from '../../daemon/store/open-store.ts';
import { readFoundImages } from '../../daemon/store/read-found-images.ts';
import { readFoundPassages } from '../../daemon/store/read-found-passages.ts';
import { blendPages } from './blend-pages.ts';
import type { RealPage } from './blend-pages.ts';
import { StraightforwardMemory } from './straightforward-memory.ts';
import { wcxbMemory } from './wcxb-memory.ts';

const FOLDER = '.cache/bench/large-memory';
const PASSAGES = 100_000;
const VECTORS_AT_ONCE = 4_000;
const CHUNKS_AT_ONCE = 5_000;

/** A memory of 100,000 passages and what a reader must know of it. */
export interface LargeMemory {
  readonly folder: string;
  readonly pages: number;
  readonly passages: number;
  readonly note: string;
}

/**
 * The folder of a memory of 100,000 passages, made now unless the same code made it before: all development pages with
 * their own passages and vectors, and further pages blended of two of them each. A daemon starts on it with nothing to repair.
 */
export async function largeMemory(): Promise<LargeMemory> {
  const { folder: source, run } = await wcxbMemory();
  const madeBy = createHash('sha256')
    .update(JSON.stringify(run))
    .update(['blend-pages.ts', 'straightforward-memory.ts', 'large-memory.ts'].map(readBeside).join('\n'))
    .digest('hex');
  const report = join(FOLDER, 'made.json');
  if (existsSync(report)) {
    const made = JSON.parse(await readFile(report, 'utf8')) as LargeMemory & { made_by: string };
    if (made.made_by === madeBy) return made;
  }
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  for (const file of ['pages.db', 'index.db']) await cp(join(source, file), join(FOLDER, file));
  const blended = await fill(source);
  await fillStraightforward();
  const made: LargeMemory = {
    folder: FOLDER,
    pages: run.kept + blended,
    passages: PASSAGES,
    note:
      `${PASSAGES.toLocaleString('en')} passages: ${run.passages.toLocaleString('en')} of ${run.kept} real pages, the rest on ${blended} pages ` +
      'whose passages take every other sentence from two real ones and whose vectors are the mean of theirs with seeded noise; speed does not depend on what a vector means.',
  };
  await writeFile(report, JSON.stringify({ ...made, made_by: madeBy }, null, 2));
  return made;
}

function readBeside(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

/** The same passages and vectors as the straightforward memory keeps them; `largeMemory` comes first. */
export async function straightforwardFile(): Promise<string> {
  await largeMemory();
  return join(FOLDER, 'straightforward.db');
}

async function fillStraightforward(): Promise<void> {
  const store = await openStore(join(FOLDER, 'pages.db'));
  const index = connectIndex(join(FOLDER, 'index.db'));
  const memory = new StraightforwardMemory(join(FOLDER, 'straightforward.db'), PINNED_MODEL.dimensions);
  try {
    const ids = (await listStoredPassages(store)).map(({ passage_id }) => passage_id);
    for (let at = 0; at < ids.length; at += CHUNKS_AT_ONCE) {
      const rows = await readFoundPassages(store, ids.slice(at, at + CHUNKS_AT_ONCE));
      memory.put(rows.map((row) => ({ ...row, vector: floats(readVector(index, row.passage_id)) })));
    }
  } finally {
    memory.close();
    index.database.close();
    await closeStore(store);
  }
}

/** Adds blended pages until the memory is full; answers how many. */
async function fill(source: string): Promise<number> {
  const store = await openStore(join(FOLDER, 'pages.db'));
  const index = await openIndex({
    file: join(FOLDER, 'index.db'),
    mode: 'ram',
    dimensions: PINNED_MODEL.dimensions,
  });
  try {
    const { passages } = await index.metrics();
    return await addPages(store, index, await readRealPages(store, source), PASSAGES - passages);
  } finally {
    await index.close();
    await closeStore(store);
  }
}

async function addPages(
  store: Store,
  index: SearchIndex,
  real: readonly RealPage[],
  count: number,
): Promise<number> {
  const waiting: PassageVector[] = [];
  let pages = 0;
  let left = count;
  for (const { page, vectors } of blendPages(real)) {
    if (left === 0) break;
    const passages = page.passages.slice(0, left);
    const committed = await commitPage(store, { ...page, passages });
    await indexPage(committed.page_id, store, index);
    for (const [at, { passage_id, text_hash }] of committed.passages.entries()) {
      const vector = vectors[at];
      if (vector !== undefined) waiting.push({ passage_id, text_hash, vector });
    }
    left -= passages.length;
    pages += 1;
    // Vectors are written to disk as soon as they come, which page by page would take most of the time.
    if (waiting.length >= VECTORS_AT_ONCE || left === 0) await index.indexVectors(waiting.splice(0));
  }
  return pages;
}

/** Every kept page with its passages, pictures and vectors, in the order they were kept. */
async function readRealPages(store: Store, folder: string): Promise<RealPage[]> {
  const index = connectIndex(join(folder, 'index.db'));
  try {
    const stored = await listStoredPassages(store);
    const rows = await readFoundPassages(
      store,
      stored.map(({ passage_id }) => passage_id),
    );
    const images = await readFoundImages(
      store,
      (await listStoredImages(store)).map(({ image_id }) => image_id),
    );
    const imagesOf = Map.groupBy(images, ({ page_id }) => page_id);
    return [...Map.groupBy(rows, ({ page_id }) => page_id)].map(([pageId, passages]) => ({
      images: imagesOf.get(pageId) ?? [],
      passages: passages.map((row) => ({ row, vector: floats(readVector(index, row.passage_id)) })),
    }));
  } finally {
    index.database.close();
  }
}

function floats(bytes: Uint8Array | undefined): Float32Array {
  return bytes === undefined
    ? new Float32Array(PINNED_MODEL.dimensions)
    : new Float32Array(new Uint8Array(bytes).buffer);
}
