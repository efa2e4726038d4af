import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { copyIndex } from './copy-index.ts';
import { findSpellings } from './find-spellings.ts';
import { expectWords } from './find-worded.ts';
import type { IndexDatabase } from './index-database.ts';
import { NearVectors } from './near-vectors.ts';
import { NearWords } from './near-words.ts';
import { IndexHome } from './index-home.ts';
import { KnownStems } from './known-stems.ts';
import { listImprints } from './list-imprints.ts';
import { listTagged } from './list-tagged.ts';
import {
  adoptModel,
  putPages,
  putVectors,
  shareVectors,
  readFingerprint,
  takePages,
  updatePage,
} from './live-index.ts';
import { updateSizes } from './live-images.ts';
import type { PageToIndex } from './live-index.ts';
import type { LiveIndex } from './note-change.ts';
import { readVectors } from './read-vectors.ts';
import { purgeIndex } from './purge-index.ts';
import { retrieve } from './retrieve-candidates.ts';
import { retrieveImages } from './retrieve-images.ts';
import { writeImage } from './write-image.ts';
import type { ImageSize, IndexedPassage, IndexMetrics, IndexOptions, SearchIndex } from './search-index.ts';

interface LocalIndex extends SearchIndex {
  /** Says which questions wait: their neighbours are looked for together with those of the first. */
  foresee(questions: readonly Float32Array[]): void;
  /** `indexPage` for several pages at once. */
  indexPages(pages: readonly PageToIndex[]): Promise<PromiseSettledResult<{ missing_vectors: number[] }>[]>;
}

/** The index in this thread: in RAM with its copy in `index.db`, or opened from the file; the same schema either way. */
export function openLocalIndex(options: IndexOptions): LocalIndex {
  const home = new IndexHome(options, () => {
    near.reload();
    words.reload();
    stems.drop();
  });
  const near = new NearVectors(home, options.dimensions);
  const words = new NearWords(home);
  const stems = new KnownStems(home);
  const live = liveIndex(home, near, words);

  return {
    ...pagesTo(live, home),
    async adoptModel(fingerprint) {
      if (readFingerprint(live) !== fingerprint) {
        const sync = await home.writable();
        sync.noteChange();
        await sync.between(async () => {
          await home.disk?.adoptModel(options.dimensions, fingerprint);
          adoptModel(live, options.dimensions, fingerprint);
          near.reload();
        });
      }
      return { missing_vectors: adoptModel(live, options.dimensions, fingerprint) };
    },
    ...vectorsTo(live, home),
    async removePages(pageIds) {
      const sync = await home.writable();
      sync.noteChange();
      stems.drop();
      return takePages(live, pageIds);
    },
    foresee: (questions) => near.foresee(questions),
    ...questionsTo(live, stems, home),
    ...filesOf(home, stems, options),
    async metrics() {
      const sync = await home.settled();
      return { ...sync.metrics(), ...measure(live, options) };
    },
    async close() {
      for (const reading of [near, words, stems]) reading.stop();
      await home.close();
    },
  };
}

function pagesTo(
  live: LiveIndex,
  home: IndexHome,
): Pick<LocalIndex, 'indexPages' | 'indexPage' | 'updateFacts' | 'updateSizes'> {
  const indexPages: LocalIndex['indexPages'] = async (pages) => {
    const sync = await home.writable();
    sync.noteChange();
    return putTogether(live, pages);
  };
  return {
    indexPages,
    async indexPage(facts, passages, images = []) {
      const [indexed] = await indexPages([{ facts, passages, images }]);
      if (indexed?.status === 'fulfilled') return indexed.value;
      throw indexed?.reason;
    },
    async updateFacts(facts) {
      const sync = await home.writable();
      updatePage(live, facts);
      sync.noteChange();
    },
    async updateSizes(sizes) {
      const sync = await home.writable();
      updateSizes(live, sizes);
      sync.noteChange();
    },
  };
}

/** A page that cannot be indexed takes no other with it. */
function putTogether(
  live: LiveIndex,
  pages: readonly PageToIndex[],
): PromiseSettledResult<{ missing_vectors: number[] }>[] {
  try {
    const missing = putPages(live, pages);
    return missing.map((missing_vectors) => ({ status: 'fulfilled', value: { missing_vectors } }));
  } catch (reason) {
    if (pages.length === 1) return [{ status: 'rejected', reason }];
    return pages.flatMap((page) => putTogether(live, [page]));
  }
}

/** The index as files: its own, and copies of it. */
function filesOf(
  home: IndexHome,
  stems: KnownStems,
  { file: own }: IndexOptions,
): Pick<SearchIndex, 'copyTo' | 'imageTo' | 'rewrite' | 'purge' | 'sync'> {
  return {
    copyTo: (file) => copyIndex(home, own, file),
    async imageTo(file) {
      await home.settled();
      home.late.catchUp();
      await writeImage(file, home.database.serialize());
    },
    async rewrite() {
      await (await home.settled()).rewrite();
    },
    async purge(rewrite) {
      await purgeIndex(home, rewrite);
      // A question since the removal may have listed what was left of it.
      stems.drop();
    },
    async sync() {
      const sync = await home.settled();
      await sync.run();
      return sync.metrics();
    },
  };
}

function vectorsTo(live: LiveIndex, home: IndexHome): Pick<SearchIndex, 'shareVectors' | 'indexVectors'> {
  return {
    async shareVectors(passageIds) {
      const sync = await home.writable();
      sync.noteChange();
      return { missing_vectors: shareVectors(live, passageIds) };
    },
    async indexVectors(vectors) {
      const sync = await home.writable();
      // Embeddings are what is costly to lose.
      if (putVectors(live, vectors) > 0) sync.soon();
    },
  };
}

/** What is answered at once, wherever the index lies, but never before a write that came first. */
function questionsTo(live: LiveIndex, stems: KnownStems, home: IndexHome) {
  const after =
    <Args extends readonly unknown[], Answer>(answer: (...args: Args) => Answer) =>
    async (...args: Args): Promise<Answer> => {
      await home.caughtUp();
      return answer(...args);
    };
  return {
    retrieveCandidates: after((question, filters) => retrieve(live, question, filters)),
    async expectWords(match, pool) {
      // What was asked before is answered first.
      await nextTurn();
      await home.caughtUp();
      expectWords(live, match, pool);
    },
    findSpellings: after((asked, beginning) => {
      // The list of stems goes by what has changed, which is not to change as it is read.
      home.late.catchUp();
      return findSpellings(live, stems, asked, beginning);
    }),
    listTagged: after((tags, filters) => listTagged(live, tags, filters)),
    retrieveImages: after((match, pool, filters) => retrieveImages(live, match, pool, filters)),
    listImprints: after((from, to) => listImprints(live, from, to)),
    listIndexed: after(() => listIndexed(live)),
    listIndexedImages: after(() => listIndexedImages(live)),
    readVectors: after((passageIds) => readVectors(live, passageIds)),
  } satisfies Partial<SearchIndex>;
}

/** What lies where, whichever database is searched. */
function liveIndex(home: IndexHome, near: NearVectors, words: NearWords): LiveIndex {
  return {
    near,
    words,
    sql: home.sql,
    late: home.late,
    get database() {
      return home.database;
    },
    get tracked() {
      return home.disk !== null;
    },
  };
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

function measure(index: LiveIndex, { file }: IndexOptions) {
  const count = (what: string) => index.sql<{ n: number }>(`select count(*) as n from ${what}`).get()?.n ?? 0;
  return {
    passages: count('indexed'),
    vectors: count('indexed where has_vector = 1'),
    images: count('indexed_images'),
    in_ram: index.tracked,
    file_bytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    fingerprint: readFingerprint(index),
  } satisfies Partial<IndexMetrics>;
}
