import { Dexie } from 'dexie';
import type { Table } from 'dexie';

/** A captured page, or a link to be fetched, that the daemon has not acknowledged. `seq` is the order of capture; times are milliseconds since 1970. */
export interface WaitingCapture {
  readonly seq: number;
  readonly capture_id: string;
  readonly url: string;
  readonly title: string;
  readonly queued_at: number;
  readonly bytes: number;
  readonly tries: number;
  readonly next_try_at: number;
  readonly sentence: string | null;
  readonly code: string | null;
  /** 1: refused for good, kept until a person tries again or removes it. A number, since IndexedDB indexes no booleans. */
  readonly stuck: 0 | 1;
  /** The page on which a person asked for this link; a captured page has none. */
  readonly asked_on?: string;
}

export type NewCapture = Pick<WaitingCapture, 'capture_id' | 'url' | 'title' | 'asked_on'> & {
  readonly body: Blob;
};

/** Pages and bytes that may wait; past them a capture is refused aloud instead of an older one being dropped in silence. */
const BOUNDS = { captures: 500, bytes: 512 * 1024 * 1024 };
const FULL =
  'Too many pages are waiting already. Start the Pagekeep app so that they are saved, then try again.';

/** The captures that wait, on disk before anything is acknowledged to a person. The body is the request as it will be sent, kept apart so that a list reads no page. */
export class Outbox {
  readonly #database: Dexie;
  readonly #captures: Table<WaitingCapture, number, Omit<WaitingCapture, 'seq'>>;
  readonly #bodies: Table<{ capture_id: string; body: Blob }, string>;

  constructor(name = 'outbox') {
    this.#database = new Dexie(name);
    this.#database.version(1).stores({
      captures: '++seq, &capture_id, url, [stuck+seq]',
      bodies: 'capture_id',
    });
    this.#captures = this.#database.table('captures');
    this.#bodies = this.#database.table('bodies');
  }

  /** Keeps a capture durably, in place of any of the same URL that is stuck; adding the same id twice keeps one. Answers a sentence when there is no room. */
  add({ body, ...capture }: NewCapture): Promise<string | null> {
    return this.#database.transaction('rw', this.#captures, this.#bodies, async () => {
      const waiting = await this.#captures.toArray();
      if (waiting.some((other) => other.capture_id === capture.capture_id)) return null;
      const stays = waiting.filter((other) => other.url !== capture.url || other.stuck === 0);
      const bytes = stays.reduce((sum, other) => sum + other.bytes, body.size);
      if (stays.length >= BOUNDS.captures || bytes > BOUNDS.bytes) return FULL;

      const superseded = waiting.filter((other) => !stays.includes(other));
      await this.#captures.bulkDelete(superseded.map((other) => other.seq));
      await this.#bodies.bulkDelete(superseded.map((other) => other.capture_id));
      await this.#bodies.add({ capture_id: capture.capture_id, body });
      const fresh = { tries: 0, next_try_at: 0, sentence: null, code: null, stuck: 0 } as const;
      await this.#captures.add({ ...capture, ...fresh, queued_at: Date.now(), bytes: body.size });
      return null;
    });
  }

  /** Every capture, stuck ones too, in the order they were made. */
  list(): Promise<WaitingCapture[]> {
    return this.#captures.orderBy('seq').toArray();
  }

  /** Captures of one URL in the order they were made. */
  listUrl(url: string): Promise<WaitingCapture[]> {
    return this.#captures.where('url').equals(url).sortBy('seq');
  }

  /** What will be sent; null once the capture was dropped. */
  async body(capture_id: string): Promise<Blob | null> {
    return (await this.#bodies.get(capture_id))?.body ?? null;
  }

  /** Removes a capture: acknowledged by the daemon, or given up by a person. */
  async drop(capture_id: string): Promise<void> {
    await this.#database.transaction('rw', this.#captures, this.#bodies, async () => {
      await this.#captures.where('capture_id').equals(capture_id).delete();
      await this.#bodies.delete(capture_id);
    });
  }

  /** Notes why a try failed and what follows from it. */
  async note(
    capture_id: string,
    change: Partial<Pick<WaitingCapture, 'tries' | 'next_try_at' | 'sentence' | 'code' | 'stuck'>>,
  ): Promise<void> {
    await this.#captures.where('capture_id').equals(capture_id).modify(change);
  }

  /** Puts every capture that can still succeed off until `at`. */
  async putOff(at: number): Promise<void> {
    await this.#captures.filter((capture) => capture.stuck === 0).modify({ next_try_at: at });
  }

  /** Closes the database, as the end of the background's life does. */
  close(): void {
    this.#database.close();
  }
}
