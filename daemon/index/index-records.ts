// The one place that knows the columns of a record: both the index in RAM and the disk copy are written here, so that
// neither can hold what the other could not.
import type { IndexDatabase } from './index-database.ts';
import { insertInto } from './virtual-tables.ts';

export { deleteVector, readVector, vectorSum, writeVector } from './vector-records.ts';

export interface FactsRow {
  readonly page_id: number;
  readonly url: string;
  readonly domain: string;
  readonly language: string | null;
  readonly captured_at: number;
  readonly retention_policy: string;
  readonly expires_at: number | null;
  readonly note: string | null;
}

export interface IndexedRow {
  readonly passage_id: number;
  readonly page_id: number;
  readonly ordinal: number;
  readonly kind: string;
  readonly text_hash: string;
  readonly has_vector: number;
  /** As `vectorSum` makes it; null without a vector. */
  readonly vector_sum: number | null;
}

export interface WordsRow {
  readonly passage_id: number;
  readonly title: string;
  readonly headings: string;
  readonly body: string;
}

export interface ImageRow {
  readonly image_id: number;
  readonly page_id: number;
  readonly format: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface ImageWordsRow {
  readonly image_id: number;
  readonly own: string;
  readonly around: string;
  readonly page: string;
}

export interface PageWordsRow {
  readonly page_id: number;
  readonly tags: string;
  readonly urlwords: string;
  readonly note: string;
}

/** A page's facts and tags; undefined when it is not indexed. */
export function readFacts(
  { sql }: IndexDatabase,
  pageId: number,
): { row: FactsRow; tags: string[] } | undefined {
  const row = sql<FactsRow>('select * from page_facts where page_id = ?').get(pageId);
  if (row === undefined) return undefined;
  const tags = sql<{ key: string }>('select key from page_tags where page_id = ? order by key').all(pageId);
  return { row, tags: tags.map(({ key }) => key) };
}

export function writeFacts({ sql }: IndexDatabase, row: FactsRow, tags: readonly string[]): void {
  sql(
    `insert into page_facts (page_id, url, domain, language, captured_at, retention_policy, expires_at, note)
     values (@page_id, @url, @domain, @language, @captured_at, @retention_policy, @expires_at, @note)`,
  ).run(row);
  for (const key of tags) sql('insert into page_tags (page_id, key) values (?, ?)').run(row.page_id, key);
}

export function deleteFacts({ sql }: IndexDatabase, pageId: number): void {
  sql('delete from page_tags where page_id = ?').run(pageId);
  sql('delete from page_facts where page_id = ?').run(pageId);
}

export function writePageWords({ sql }: IndexDatabase, row: PageWordsRow): void {
  sql(insertInto('page_words', 'page_id')).run(row);
}

export function deletePageWords({ sql }: IndexDatabase, pageId: number): void {
  sql('delete from page_words where rowid = ?').run(pageId);
}

export function writeIndexed({ sql }: IndexDatabase, row: IndexedRow): void {
  sql(
    `insert into indexed (passage_id, page_id, ordinal, kind, text_hash, has_vector, vector_sum)
     values (@passage_id, @page_id, @ordinal, @kind, @text_hash, @has_vector, @vector_sum)`,
  ).run(row);
}

export function deleteIndexed({ sql }: IndexDatabase, passageId: number): void {
  sql('delete from indexed where passage_id = ?').run(passageId);
}

export function writePassageWords({ sql }: IndexDatabase, row: WordsRow): void {
  sql(insertInto('passage_words', 'passage_id')).run(row);
}

export function deletePassageWords({ sql }: IndexDatabase, passageId: number): void {
  sql('delete from passage_words where rowid = ?').run(passageId);
}

export function writeImage({ sql }: IndexDatabase, row: ImageRow): void {
  sql(
    `insert into indexed_images (image_id, page_id, format, width, height)
     values (@image_id, @page_id, @format, @width, @height)`,
  ).run(row);
}

export function deleteImage({ sql }: IndexDatabase, imageId: number): void {
  sql('delete from indexed_images where image_id = ?').run(imageId);
}

export function writeImageWords({ sql }: IndexDatabase, row: ImageWordsRow): void {
  sql(insertInto('image_words', 'image_id')).run(row);
}

export function deleteImageWords({ sql }: IndexDatabase, imageId: number): void {
  sql('delete from image_words where rowid = ?').run(imageId);
}

/** The passage's different words, as `packTerms` writes them; undefined when it is not indexed. */
export function readPassageTerms({ sql }: IndexDatabase, passageId: number): Buffer | undefined {
  return sql<{ terms: Buffer }>('select terms from passage_terms where passage_id = ?').get(passageId)?.terms;
}

export function writePassageTerms({ sql }: IndexDatabase, passageId: number, terms: Uint8Array): void {
  sql('insert into passage_terms (passage_id, terms) values (?, ?)').run(passageId, terms);
}

export function deletePassageTerms({ sql }: IndexDatabase, passageId: number): void {
  sql('delete from passage_terms where passage_id = ?').run(passageId);
}

/** Words that the full text or the disk copy still lacks: a contentless table cannot give them back. */
export function readPendingWords({ sql }: IndexDatabase, passageId: number): WordsRow | undefined {
  return sql<WordsRow>('select * from pending_words where passage_id = ?').get(passageId);
}

export function writePendingWords({ sql }: IndexDatabase, row: WordsRow): void {
  sql('insert or replace into pending_words values (@passage_id, @title, @headings, @body)').run(row);
}

export function deletePendingWords({ sql }: IndexDatabase, passageId: number): void {
  sql('delete from pending_words where passage_id = ?').run(passageId);
}

/** The same of a picture. */
export function readPendingImageWords({ sql }: IndexDatabase, imageId: number): ImageWordsRow | undefined {
  return sql<ImageWordsRow>('select * from pending_image_words where image_id = ?').get(imageId);
}

export function writePendingImageWords({ sql }: IndexDatabase, row: ImageWordsRow): void {
  sql('insert or replace into pending_image_words values (@image_id, @own, @around, @page)').run(row);
}

export function deletePendingImageWords({ sql }: IndexDatabase, imageId: number): void {
  sql('delete from pending_image_words where image_id = ?').run(imageId);
}

/** Says that this database still holds terms of removed pages, until they are merged away; each time it says something else. */
export function noteForgottenTerms({ sql }: IndexDatabase): void {
  sql(`insert into meta (name, value) values ('forgotten_terms', '1')
       on conflict (name) do update set value = cast(value + 1 as text)`).run();
}
