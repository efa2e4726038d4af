import { chmodSync, readFileSync, statSync } from 'node:fs';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { NearVectors } from './near-vectors.ts';
import { prepareIndexFile } from './index-file.ts';
import { IndexSync } from './index-sync.ts';
import { listTagged } from './list-tagged.ts';
import { adoptModel, putPage, putVectors, readFingerprint, takePages, updatePage } from './live-index.ts';
import { updateSizes } from './live-images.ts';
import type { LiveIndex } from './note-change.ts';
import { retrieve } from './retrieve-candidates.ts';
import { retrieveImages } from './retrieve-images.ts';
import type { ImageSize, IndexedPassage, IndexMetrics, IndexOptions, SearchIndex } from './search-index.ts';
import { trackChanges } from './track-changes.ts';

/** SQLite stops a database that was loaded from an image near 1 GiB; this leaves a third of it to grow. */
const LARGEST_IMAGE_BYTES = 700_000_000;

interface LocalIndex extends SearchIndex {
  /** Says which questions wait: their neighbours are looked for together with those of the first. */
  foresee(questions: readonly Float32Array[]): void;
}

/** The index in this thread: in RAM with its copy in `index.db`, or opened from the file; the same schema either way. */
export function openLocalIndex(options: IndexOptions): LocalIndex {
  prepareIndexFile(options);
  chmodSync(options.file, 0o600);
  const inRam = options.mode === 'ram' && fitsInRam(options);
  const searched = connectIndex(inRam ? readFileSync(options.file) : options.file);
  const near = new NearVectors(searched, options.dimensions);
  const live: LiveIndex = { ...searched, tracked: inRam, near };
  const disk = inRam ? connectIndex(options.file) : null;
  if (inRam) trackChanges(live);
  const sync = new IndexSync(live, disk, options);

  return {
    async indexPage(facts, passages, images = []) {
      sync.noteChange();
      return { missing_vectors: putPage(live, facts, passages, images) };
    },
    async updateFacts(facts) {
      updatePage(live, facts);
      sync.noteChange();
    },
    async updateSizes(sizes) {
      updateSizes(live, sizes);
      sync.noteChange();
    },
    adoptModel: (fingerprint) =>
      sync.between(() => ({ missing_vectors: changeModel(live, disk, options.dimensions, fingerprint) })),
    async indexVectors(vectors) {
      // Embeddings are what is costly to lose.
      if (putVectors(live, vectors) > 0) sync.soon();
    },
    async removePages(pageIds) {
      sync.noteChange();
      return takePages(live, pageIds);
    },
    foresee: (questions) => near.foresee(questions),
    retrieveCandidates: async (question, filters) => retrieve(live, question, filters),
    listTagged: async (tags, filters) => listTagged(live, tags, filters),
    retrieveImages: async (match, pool, filters) => retrieveImages(live, match, pool, filters),
    listIndexed: async () => listIndexed(live),
    listIndexedImages: async () => listIndexedImages(live),
    async sync() {
      await sync.run();
      return sync.metrics();
    },
    async metrics() {
      return { ...sync.metrics(), ...measure(live, options, inRam) };
    },
    async close() {
      near.stop();
      await sync.close();
      live.database.close();
      disk?.database.close();
    },
  };
}

/** Both databases must hold vectors of one model; the scan reads them anew only where they are others now. */
function changeModel(
  live: LiveIndex,
  disk: IndexDatabase | null,
  dimensions: number,
  fingerprint: string,
): number[] {
  const isOther = readFingerprint(live) !== fingerprint;
  if (disk !== null) adoptModel(disk, dimensions, fingerprint);
  const missing = adoptModel(live, dimensions, fingerprint);
  if (isOther) live.near.reload();
  return missing;
}

function fitsInRam({ file, onSync }: IndexOptions): boolean {
  const { size } = statSync(file);
  if (size <= LARGEST_IMAGE_BYTES) return true;
  onSync?.(
    `index.db has ${Math.round(size / 1e6)} MB, more than fits in RAM as a whole; it is searched on disk`,
  );
  return false;
}

function listIndexed({ sql }: IndexDatabase): IndexedPassage[] {
  return sql<Omit<IndexedPassage, 'has_vector'> & { has_vector: number }>(
    'select passage_id, page_id, text_hash, has_vector from indexed order by passage_id',
  )
    .all()
    .map(({ passage_id, page_id, text_hash, has_vector }) => ({
      passage_id,
      page_id,
      text_hash,
      has_vector: has_vector === 1,
    }));
}

function listIndexedImages({ sql }: IndexDatabase): ImageSize[] {
  return sql<ImageSize>(
    'select image_id, page_id, width, height from indexed_images order by image_id',
  ).all();
}

function measure(index: IndexDatabase, { file }: IndexOptions, inRam: boolean) {
  const count = (what: string) => index.sql<{ n: number }>(`select count(*) as n from ${what}`).get()?.n ?? 0;
  return {
    passages: count('indexed'),
    vectors: count('indexed where has_vector = 1'),
    images: count('indexed_images'),
    in_ram: inRam,
    file_bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    fingerprint: readFingerprint(index),
  } satisfies Partial<IndexMetrics>;
}
