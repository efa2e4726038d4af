import type { ImageFormat } from '../../shared/contract/image-format.ts';
import type { Orientation } from '../../shared/contract/image.ts';
import type { PassageKind } from '../../shared/contract/passage.ts';
import type { SyncMetrics } from '../../shared/contract/stats.ts';

/** The page's facts that filters look at; kept in the index so that filters hold inside retrieval. */
export interface PageFacts {
  readonly page_id: number;
  readonly url: string;
  readonly domain: string;
  readonly language: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly captured_at: number;
  readonly retention_policy: string;
  /** When its days are over, in ms; null where no day ends it. */
  readonly expires_at: number | null;
  /** Compared form (`tagKey`). */
  readonly tags: readonly string[];
  /** The person's own words about the page; it is found by them. */
  readonly note: string | null;
}

/** One passage as the full text sees it. `text_hash` identifies what is embedded, so equal text is embedded once. */
export interface PassageText {
  readonly passage_id: number;
  readonly page_id: number;
  readonly ordinal: number;
  readonly kind: PassageKind;
  readonly title: string;
  readonly headings: string;
  readonly body: string;
  readonly text_hash: string;
}

/** The natural size of a picture in pixels, null where nobody said it. */
export interface ImageSize {
  readonly image_id: number;
  readonly page_id: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** One picture as the full text sees it. */
export interface ImageText extends ImageSize {
  readonly src: string;
  /** What describes the picture itself: alt, caption, title. The words of its file name are added. */
  readonly own: string;
  /** What stands near it: heading and neighbouring words. */
  readonly around: string;
  /** What the page is called. */
  readonly page: string;
}

export interface PassageVector {
  readonly passage_id: number;
  readonly text_hash: string;
  /** Unit length, `dimensions` floats. */
  readonly vector: Float32Array;
}

/** Which pages may answer. Times are milliseconds; `tags` are in compared form. */
export interface PageFilters {
  readonly tags?: readonly string[];
  readonly tags_match?: 'any' | 'all';
  readonly domain?: string;
  readonly language?: string;
  readonly since?: number;
  readonly until?: number;
  readonly retention_policy?: string;
  readonly page_ids?: readonly number[];
}

export interface RetrievalFilters extends PageFilters {
  readonly kind?: PassageKind;
  readonly passage_ids?: readonly number[];
}

/** Which pictures may answer. A size or shape nobody knows lets none through that asks for one. */
export interface ImageFilters extends PageFilters {
  readonly formats?: readonly ImageFormat[];
  readonly orientation?: Orientation;
  readonly min_width?: number;
  readonly min_height?: number;
}

export interface RetrievalQuestion {
  /** FTS5 MATCH expression made of quoted terms only; null: no words to look for. */
  readonly match: string | null;
  /** MATCH expression that every passage of the answer satisfies, such as a quoted phrase. */
  readonly must?: string | null;
  /** MATCH expression that no page of the answer has a passage for. */
  readonly must_not?: string | null;
  /** Unit vector; null: meaning is not asked for or not ready. */
  readonly vector: Float32Array | null;
  /** Best passages taken from each leg. */
  readonly pool: number;
}

/** A passage in the pool with all its scores, whichever leg found it. */
export interface Candidate {
  readonly passage_id: number;
  readonly page_id: number;
  /** ≥ 0, higher is better; null when no word matches. */
  readonly bm25: number | null;
  /** Share of the question's words that the passage holds, weighted by how telling they are, 0–1; null while that is not known. */
  readonly coverage: number | null;
  /** −1…1; null without a vector. */
  readonly cosine: number | null;
  /** Mean cosine to the pool's other pages nearest to it, 0–1; null without a vector. */
  readonly hubness: number | null;
  /** Mean cosine to the pages that lead the pool, 0–1; null without a vector. */
  readonly company: number | null;
}

/** A word of a question that stands nowhere, and the stems it may have, the likeliest first. */
export interface Misspelling {
  readonly word: string;
  readonly meant: readonly {
    readonly stem: string;
    /** How many passages hold it, and some of them. */
    readonly passages: number;
    readonly passage_ids: readonly number[];
  }[];
}

/** A page that carries some of the tags asked for, by its first passage. */
export interface TaggedPage {
  readonly page_id: number;
  readonly passage_id: number;
  /** Those asked for that it carries, in compared form. */
  readonly tags: readonly string[];
}

/** A picture that has a word of the question, or stands on a page that has. Higher `bm25` is better. */
export interface ImageCandidate {
  readonly image_id: number;
  readonly page_id: number;
  readonly bm25: number;
}

/** All that is compared of a page at start as one text: equal texts, nothing to repair. */
export interface PageImprint {
  readonly page_id: number;
  readonly imprint: string;
}

export interface IndexedPassage {
  readonly passage_id: number;
  readonly page_id: number;
  readonly text_hash: string;
  readonly has_vector: boolean;
}

/** The index room's one face: full text and vectors in RAM, kept in step with `index.db`. All of it runs in the index worker. */
export interface SearchIndex {
  /** Puts a page's facts, all its passages and all its pictures in, replacing what was there for that page in one transaction. Vectors already known under a passage's `text_hash` are reused; returns the passages that still need one. */
  indexPage(
    facts: PageFacts,
    passages: readonly PassageText[],
    images?: readonly ImageText[],
  ): Promise<{ missing_vectors: number[] }>;
  /** Changes tags, note, retention or dates without touching passages; equal facts write nothing, a page that is not indexed stays out. */
  updateFacts(facts: PageFacts): Promise<void>;
  /** Notes sizes that became known; a picture that is not indexed stays out. */
  updateSizes(sizes: readonly ImageSize[]): Promise<void>;
  /** Says whose vectors come and are asked for from now on; those of another model are dropped. Answers every passage without a vector. */
  adoptModel(fingerprint: string): Promise<{ missing_vectors: number[] }>;
  /** Gives passages the vectors that have become known under their `text_hash` since they were indexed; answers those that are indexed and still need one. */
  shareVectors(passageIds: readonly number[]): Promise<{ missing_vectors: number[] }>;
  indexVectors(vectors: readonly PassageVector[]): Promise<void>;
  removePages(pageIds: readonly number[]): Promise<{ passages: number; vectors: number }>;
  /** Says that this expression will be asked for with that pool: its words are weighed while its meaning is being looked for. */
  expectWords(match: string, pool: number): Promise<void>;
  retrieveCandidates(question: RetrievalQuestion, filters: RetrievalFilters): Promise<Candidate[]>;
  /** The words that stand nowhere, with what may have been meant; `beginning`, one of them, may be the start of a longer one. */
  findSpellings(words: readonly string[], beginning: string | null): Promise<Misspelling[]>;
  /** The pages that carry any of these tags (compared form) and that the filters let through. */
  listTagged(tags: readonly string[], filters: RetrievalFilters): Promise<TaggedPage[]>;
  /** The best `pool` pictures by words, filters inside; `match` as in a RetrievalQuestion. */
  retrieveImages(match: string, pool: number, filters: ImageFilters): Promise<ImageCandidate[]>;
  /** What is indexed of the pages `from` to `to`, both included, for the comparison with `pages.db` at start. */
  listImprints(from: number, to: number): Promise<PageImprint[]>;
  /** Everything that is indexed. */
  listIndexed(): Promise<IndexedPassage[]>;
  listIndexedImages(): Promise<ImageSize[]>;
  /** The vectors of these passages, in no particular order; one without a vector is left out. */
  readVectors(passageIds: readonly number[]): Promise<PassageVector[]>;
  /** Syncs, then copies `index.db` as it is then into a new file, while questions are answered. */
  copyTo(file: string): Promise<void>;
  /** Writes what is searched right now into a new file, with what `index.db` may still lack. */
  imageTo(file: string): Promise<void>;
  /** Writes `index.db` anew from what is searched, where that is in RAM. */
  rewrite(): Promise<void>;
  /** Leaves nothing of removed pages in the index and `index.db`: syncs, merges their words away, and with `rewrite` writes the file anew. */
  purge(rewrite: boolean): Promise<void>;
  /** Writes to `index.db` only what changed. Rejects when it cannot, with every change kept for the next try. */
  sync(): Promise<SyncMetrics>;
  metrics(): Promise<IndexMetrics>;
  /** Syncs, then ends the worker. */
  close(): Promise<void>;
}

export interface IndexMetrics extends SyncMetrics {
  readonly passages: number;
  readonly vectors: number;
  readonly images: number;
  readonly in_ram: boolean;
  readonly file_bytes: number;
  readonly fingerprint: string;
}

export interface IndexOptions {
  /** Path of `index.db`. */
  readonly file: string;
  readonly mode: 'ram' | 'disk';
  readonly dimensions: number;
  /** @default 5000 */
  readonly syncIdleMs?: number;
  /** @default 300000 */
  readonly syncPeriodMs?: number;
  /** Called with each line for the log: what a sync wrote or why it could not, and a file that had to be replaced. */
  readonly onSync?: (line: string) => void;
}
