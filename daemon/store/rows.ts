import type { Thumbnail } from '../../shared/contract/image.ts';
import type { Anchor, PassageKind } from '../../shared/contract/passage.ts';
import type { Reach, Scope } from '../../shared/contract/pairing.ts';
import type { CutPassage, PageImage } from '../../shared/page/article.ts';
import type { KeepWish } from './forget-tombstones.ts';

/** What is known about a page besides its text. Times are milliseconds since 1970, UTC. */
export interface PageHead {
  /** Canonical; one page per URL. */
  readonly url: string;
  /** Host name, lower case. */
  readonly domain: string;
  readonly title: string;
  readonly author: string | null;
  /** ISO 8601, as the page says it. */
  readonly published_at: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly description: string | null;
  readonly site_name: string | null;
  readonly captured_at: number;
  readonly referrer: string | null;
  readonly selection: string | null;
  readonly note: string | null;
  readonly retention_policy: string;
  /** Identifies the article; equal hashes mean nothing changed. */
  readonly content_hash: string;
  /** Version of the cleaner and cutter that made the article. */
  readonly cleaner: string;
}

/** A picture on its way into the store; without a thumbnail the one kept under its address stays. */
export interface ImageToCommit extends PageImage {
  readonly thumbnail?: Thumbnail;
  /** A person pointed at it: an unchanged page that lacks it gets it. */
  readonly chosen?: boolean;
}

/** Whose session a page kept for the session belongs to: a client, and one of several sessions that it may have. */
export interface SessionOwner {
  readonly client_id: string;
  readonly name: string;
  /** When it was asked for, in ms: what comes after the end of a named session goes with it all the same. @default now */
  readonly asked_at?: number;
}

/** A page on its way into the store. On a page that is known already the given tags are added, a null note keeps the old one, a title that a person gave stays, and the stronger retention wins. */
export interface PageToCommit extends Omit<PageHead, 'retention_policy'> {
  /** Nothing said keeps what is kept, and a new page for good. */
  readonly retention_policy?: string;
  /** Who asked for it and when; a page forgotten since is refused as `forgotten`. Left out, nobody is refused. */
  readonly wish?: KeepWish;
  /** Who keeps it. @default the app itself */
  readonly session?: SessionOwner;
  /** Where the page was seen: its own URL or one that leads there. */
  readonly seen_at: string;
  /** Makes sending a capture twice harmless. */
  readonly capture_id: string | null;
  /** What else the page is called: in the tab, when shared, in its first heading. */
  readonly other_titles: readonly string[];
  readonly tags: readonly string[];
  readonly markdown: string;
  readonly images: readonly ImageToCommit[];
  readonly passages: readonly CutPassage[];
  /** Of its blocks, by which later pages of its site know the template. */
  readonly marks: readonly number[];
  /** The visible page, zstd-compressed HTML. */
  readonly snapshot: Uint8Array | null;
}

/** A passage that waits for its vector. `text` is what the model reads; `text_hash` is its SHA-256 in hex. */
export interface PassageToEmbed {
  readonly passage_id: number;
  readonly text_hash: string;
  readonly text: string;
}

export type CaptureStatus = 'stored' | 'unchanged' | 'updated';

/** Answer of `commitPage`; the passages are in page order. */
export interface CommittedPage {
  readonly page_id: number;
  /** The person's, where one gave it. */
  readonly title: string;
  readonly status: CaptureStatus;
  /** How long it stays now, which may be longer than this capture asked for. */
  readonly retention_policy: string;
  /** The page was seen again since, so that this became an earlier version of it. */
  readonly late: boolean;
  readonly passages: readonly PassageToEmbed[];
}

/** A page seen again without a change. Tags, sizes of pictures and thumbnails are added, a note replaces, a weaker retention is ignored. */
export interface PageTouch {
  readonly page_id: number;
  readonly seen_at: string;
  readonly captured_at: number;
  readonly capture_id: string | null;
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly retention_policy?: string;
  readonly session?: SessionOwner;
  readonly images?: readonly ImageToCommit[];
}

/** A page as it is kept, without its text. */
export interface StoredPage extends PageHead {
  readonly page_id: number;
  readonly tags: readonly string[];
  /** Counts. */
  readonly passages: number;
  readonly images: number;
  /** Stays whatever its policy says. */
  readonly pinned: boolean;
  /** When its days are over, in ms; null for a page without such a day. */
  readonly expires_at: number | null;
  /** Numbers how the page reads; each change counts. */
  readonly version: number;
  /** How the first passage begins, at most 240 characters. */
  readonly snippet: string;
  /** Of the article as Markdown, in UTF-8. */
  readonly bytes: number;
  /** Whether it is as it was kept; one that is not is never shown. */
  readonly sound: boolean;
}

/** A capture that was already answered. */
export interface StoredCapture {
  readonly capture_id: string;
  readonly page_id: number;
  readonly status: CaptureStatus;
}

/** Which pages a list holds; times in milliseconds, both ends included. `domain` covers its subdomains. */
export interface PageQuery {
  readonly retention_policy?: string;
  readonly tag?: string;
  readonly domain?: string;
  /** Lower case; covers its regions. */
  readonly language?: string;
  readonly since?: number;
  readonly until?: number;
  /** @default 'newest' */
  readonly sort?: 'newest' | 'oldest' | 'title';
  /** @default 100 */
  readonly limit?: number;
  readonly offset?: number;
  /** `next_cursor` of the list before; it stays right while pages come and go. Wins over `offset`. */
  readonly cursor?: string;
}

export interface PageList {
  readonly pages: readonly StoredPage[];
  /** Pages the filters let through, whatever limit and cursor. */
  readonly total: number;
  readonly next_cursor: string | null;
}

/** What the comparison at start looks at. */
export interface StoredPassage {
  readonly passage_id: number;
  readonly page_id: number;
  readonly text_hash: string;
}

/** A passage with everything an answer shows of it and its page. */
export interface FoundPassageRow {
  readonly passage_id: number;
  readonly page_id: number;
  readonly ordinal: number;
  readonly kind: PassageKind;
  readonly text: string;
  readonly heading_path: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly anchor: Anchor;
  readonly url: string;
  readonly title: string;
  readonly other_titles: readonly string[];
  readonly note: string | null;
  readonly domain: string;
  readonly language: string | null;
  readonly captured_at: number;
  readonly retention_policy: string;
  readonly tags: readonly string[];
}

/** A picture with everything an answer shows of it and its page. */
export interface FoundImageRow extends PageImage {
  readonly image_id: number;
  readonly page_id: number;
  readonly url: string;
  readonly page_title: string;
  readonly other_titles: readonly string[];
  readonly domain: string;
  readonly captured_at: number;
  readonly has_thumbnail: boolean;
}

export interface MemoryCounts {
  readonly pages: number;
  readonly passages: number;
  readonly images: number;
  readonly thumbnails: number;
  /** Different ones. */
  readonly tags: number;
  /** Milliseconds; null when nothing is kept. */
  readonly last_captured_at: number | null;
  /** Of `pages.db` and its journal. */
  readonly bytes: number;
}

/** A client's token; the token itself is never kept, `hash` is its SHA-256 in hex. Times are milliseconds. */
export interface StoredToken {
  readonly client_id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  /** The extension's origin seen at pairing; null for scripts. */
  readonly origin: string | null;
  /** null: every page. */
  readonly reach: Reach | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
}
