import type { IndexDatabase } from './index-database.ts';
import * as records from './index-records.ts';

import { replaceImages } from './live-images.ts';
import { noteChange } from './note-change.ts';
import type { LiveIndex } from './note-change.ts';
import { packTerms, termVector } from './postings/term-vector.ts';
import { createVectors, NO_MODEL, PASSAGE_WEIGHTS } from './schema.ts';
import type { ImageText, PageFacts, PassageText, PassageVector } from './search-index.ts';
import { spaceOut } from './words.ts';

/** All that is indexed of a page. */
export interface PageToIndex {
  readonly facts: PageFacts;
  readonly passages: readonly PassageText[];
  readonly images: readonly ImageText[];
}

/**
 * Replaces all that is indexed of some pages; answers for each which passages have no vector under their text yet. The full
 * text follows behind, but where the file itself is searched: what is not in it then is nowhere.
 */
export function putPages(index: LiveIndex, pages: readonly PageToIndex[]): number[][] {
  return changing(index, () => pages.map((page) => putPage(index, page)));
}

function changing<T>({ database, late, tracked }: LiveIndex, change: () => T): T {
  const changed = database.transaction(() => {
    const result = change();
    if (!tracked) late.catchUp();
    return result;
  })();
  late.relieve();
  return changed;
}

function putPage(index: LiveIndex, { facts, passages, images }: PageToIndex): number[] {
  const vectors = new Map(passages.map(({ text_hash }) => [text_hash, findVector(index, text_hash)]));
  takePassages(index, facts.page_id);
  putFacts(index, facts);
  for (const passage of passages) putPassage(index, passage, vectors.get(passage.text_hash));
  replaceImages(index, facts.page_id, images);
  return passages
    .filter(({ text_hash }) => vectors.get(text_hash) === undefined)
    .map(({ passage_id }) => passage_id);
}

/** Replaces a page's facts, tags and address words; equal facts write nothing, a page that is not indexed stays out. */
export function updatePage(index: LiveIndex, facts: PageFacts): void {
  changing(index, () => {
    const known = records.readFacts(index, facts.page_id);
    if (known === undefined || JSON.stringify(known) === JSON.stringify(factsRecord(facts))) return;
    putFacts(index, facts);
  });
}

/** Adds vectors; one whose passage is gone or has another text by now is left out. Answers how many were taken. */
export function putVectors(index: LiveIndex, vectors: readonly PassageVector[]): number {
  return index.database.transaction(() => {
    let taken = 0;
    for (const { passage_id, text_hash, vector } of vectors) {
      const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
      if (giveVector(index, passage_id, text_hash, bytes)) taken += 1;
    }
    return taken;
  })();
}

/** Gives passages without a vector the one that has become known under their text; answers which still need one. */
export function shareVectors(index: LiveIndex, passageIds: readonly number[]): number[] {
  return index.database.transaction(() =>
    index
      .sql<{ passage_id: number; text_hash: string }>(
        `select passage_id, text_hash from indexed
         where has_vector = 0 and passage_id in (select value from json_each(?)) order by page_id, ordinal`,
      )
      .all(JSON.stringify(passageIds))
      .filter(({ passage_id, text_hash }) => {
        const vector = findVector(index, text_hash);
        return vector === undefined || !giveVector(index, passage_id, text_hash, vector);
      })
      .map(({ passage_id }) => passage_id),
  )();
}

/** Makes this the index of one model: vectors of another are never compared with its own. Answers which passages have no vector. */
export function adoptModel(index: IndexDatabase, dimensions: number, fingerprint: string): number[] {
  if (readFingerprint(index) !== fingerprint) {
    index.database.transaction(() => createVectors(index.database, dimensions, fingerprint))();
  }
  return index
    .sql<{ passage_id: number }>('select passage_id from indexed where has_vector = 0 order by passage_id')
    .all()
    .map(({ passage_id }) => passage_id);
}

/** The model whose vectors lie here. */
export function readFingerprint({ sql }: IndexDatabase): string {
  return sql<{ value: string }>(`select value from meta where name = 'fingerprint'`).get()?.value ?? NO_MODEL;
}

/** Removes pages with all their passages, vectors, pictures and words. */
export function takePages(
  index: LiveIndex,
  pageIds: readonly number[],
): { passages: number; vectors: number } {
  return changing(index, () => {
    const count = (what: string) =>
      index
        .sql<number>(`select count(*) from indexed where page_id in (select value from json_each(?)) ${what}`)
        .pluck()
        .get(JSON.stringify(pageIds)) ?? 0;
    const taken = { passages: count(''), vectors: count('and has_vector = 1') };
    for (const pageId of pageIds) {
      takePassages(index, pageId);
      replaceImages(index, pageId, []);
      takeFacts(index, pageId);
    }
    records.noteForgottenTerms(index);
    return taken;
  });
}

function findVector(index: LiveIndex, textHash: string): Buffer | undefined {
  const twin = index
    .sql<{ passage_id: number; vector_sum: number }>(
      'select passage_id, vector_sum from indexed where text_hash = ? and has_vector = 1 limit 1',
    )
    .get(textHash);
  const vector = twin === undefined ? undefined : records.readVector(index, twin.passage_id);
  // A damaged one is made anew.
  return vector !== undefined && records.vectorSum(vector, textHash) === twin?.vector_sum
    ? vector
    : undefined;
}

function putPassage(index: LiveIndex, passage: PassageText, vector: Buffer | undefined): void {
  const { passage_id, page_id, ordinal, kind, text_hash } = passage;
  const vector_sum = vector === undefined ? null : records.vectorSum(vector, text_hash);
  const has_vector = vector === undefined ? 0 : 1;
  records.writeIndexed(index, { passage_id, page_id, ordinal, kind, text_hash, has_vector, vector_sum });
  records.writePassageTerms(index, passage_id, passageTerms(passage));
  records.writePendingWords(index, passageWords(passage));
  noteChange(index, 'passage', passage_id, 'passage_words');
  if (vector !== undefined) putVector(index, passage_id, vector);
}

/** False when the passage is gone or has another text by now. */
function giveVector(index: LiveIndex, passageId: number, textHash: string, vector: Uint8Array): boolean {
  const marked = index
    .sql('update indexed set has_vector = 1, vector_sum = ? where passage_id = ? and text_hash = ?')
    .run(records.vectorSum(vector, textHash), passageId, textHash);
  if (marked.changes === 0) return false;
  records.deleteVector(index, passageId);
  putVector(index, passageId, vector);
  return true;
}

function putVector(index: LiveIndex, passageId: number, vector: Uint8Array): void {
  records.writeVector(index, passageId, vector);
  noteChange(index, 'passage', passageId, 'vectors');
}

function takePassages(index: LiveIndex, pageId: number): void {
  const ids = index.sql<number>('select passage_id from indexed where page_id = ?').pluck().all(pageId);
  for (const id of ids) {
    records.deletePassageTerms(index, id);
    records.deletePendingWords(index, id);
    records.deleteIndexed(index, id);
    noteChange(index, 'passage', id, 'passage_words');
    if (records.deleteVector(index, id)) noteChange(index, 'passage', id, 'vectors');
  }
}

/** What the full text holds of a passage. */
export function passageWords({ passage_id, title, headings, body }: PassageText): records.WordsRow {
  return { passage_id, title: spaceOut(title), headings: spaceOut(headings), body: spaceOut(body) };
}

/** The passage's different words, packed. */
export function passageTerms(passage: PassageText): Uint8Array {
  return packTerms(termVector(passage, PASSAGE_WEIGHTS));
}

/** What the index holds of a page's facts. */
export function factsRecord(facts: PageFacts): { row: records.FactsRow; tags: string[] } {
  const { page_id, url, domain, language, captured_at, retention_policy, expires_at, note } = facts;
  return {
    row: { page_id, url, domain, language, captured_at, retention_policy, expires_at, note },
    tags: [...new Set(facts.tags)].toSorted(),
  };
}

function putFacts(index: LiveIndex, facts: PageFacts): void {
  const { row, tags } = factsRecord(facts);
  takeFacts(index, row.page_id);
  records.writeFacts(index, row, tags);
}

function takeFacts(index: LiveIndex, pageId: number): void {
  records.deleteFacts(index, pageId);
  noteChange(index, 'page', pageId, 'page_words');
}
