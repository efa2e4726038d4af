import { hash } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { Swept } from '../policy/sweep-kept.ts';

const DAY_MS = 86_400_000;
const MOST_KEYS = 10_000;
const MOST_CHARACTERS = 8_000_000;

/** A write that somebody may send again, because no answer reached them. */
export interface RepeatableWrite {
  readonly client: string;
  /** `Idempotency-Key`. */
  readonly key: string;
  readonly route: string;
  readonly request: unknown;
  /** Its answer must not lie about. */
  readonly secret: boolean;
}

interface Kept {
  readonly print: string;
  readonly until: number;
  running: boolean;
}

/**
 * Does a write once however often it is sent under one key (draft-ietf-httpapi-idempotency-key-header-07): the same again
 * within 24 h gets the first answer, another request under the key is refused. What failed is forgotten, for it changed
 * nothing. In RAM and bounded: of more than 10,000 keys the oldest go, of too many or too large answers the text.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();
  /** As JSON, the oldest first. */
  readonly #answers = new Map<Kept, string>();
  #characters = 0;
  /** How often all answers were let go of. */
  #lettings = 0;

  /** The answer of `work`, made now or before. Throws `key-reused` for another request, `conflict` while the first is at work or where its answer is gone. */
  async once(write: RepeatableWrite, now: number, work: () => Promise<unknown>): Promise<unknown> {
    const name = `${write.client} ${write.key}`;
    const print = hash('sha256', JSON.stringify([write.route, write.request]));
    const before = this.#find(name, now);
    if (before !== null) return this.#replay(before, print);
    const kept: Kept = { print, until: now + DAY_MS, running: true };
    this.#kept.set(name, kept);
    if (this.#kept.size > MOST_KEYS) this.#remove(this.#kept.keys().next().value ?? name);
    const lettings = this.#lettings;
    try {
      const answer = await work();
      // One that was long in the making may speak of what was forgotten meanwhile.
      if (!write.secret && lettings === this.#lettings) this.#keepAnswer(kept, JSON.stringify(answer));
      return answer;
    } catch (error) {
      if (this.#kept.get(name) === kept) this.#remove(name);
      throw error;
    } finally {
      kept.running = false;
    }
  }

  /** Lets go of every answer, since some may speak of a page that was forgotten just now; their keys stay used. */
  letGo(): void {
    this.#answers.clear();
    this.#characters = 0;
    this.#lettings += 1;
  }

  /** Lets go of what has no use after a sweep: what is older than its day at `now`, in ms, and where pages went every answer. */
  sweep({ expired, of_sessions }: Pick<Swept, 'expired' | 'of_sessions'>, now: number): void {
    for (const [name, { until, running }] of this.#kept) if (until <= now && !running) this.#remove(name);
    if (expired > 0 || of_sessions > 0) this.letGo();
  }

  #find(name: string, now: number): Kept | null {
    const kept = this.#kept.get(name);
    if (kept === undefined) return null;
    if (kept.until > now) return kept;
    this.#remove(name);
    return null;
  }

  #replay(kept: Kept, asked: string): unknown {
    if (kept.print !== asked) {
      throw new Failure('key-reused', 'This Idempotency-Key was sent with another request before.');
    }
    if (kept.running) {
      throw new Failure('conflict', 'The same request is at work: ask again for its answer.', {
        details: { retry_after_s: 1 },
      });
    }
    const json = this.#answers.get(kept);
    if (json === undefined) {
      throw new Failure(
        'conflict',
        'This was done already under the same Idempotency-Key; its answer is gone.',
      );
    }
    return JSON.parse(json);
  }

  #keepAnswer(kept: Kept, json: string): void {
    this.#answers.set(kept, json);
    this.#characters += json.length;
    for (const old of this.#answers.keys()) {
      if (this.#characters <= MOST_CHARACTERS) return;
      this.#dropAnswer(old);
    }
  }

  #dropAnswer(kept: Kept): void {
    this.#characters -= this.#answers.get(kept)?.length ?? 0;
    this.#answers.delete(kept);
  }

  #remove(name: string): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#dropAnswer(kept);
    this.#kept.delete(name);
  }
}
