import type { SavedPage } from '../../shared/contract/page.ts';
import { isRefusal } from './call-daemon.ts';
import type { Refusal } from './call-daemon.ts';
import type { Outbox, WaitingCapture } from './outbox.ts';

/** Posts one capture, or asks for one link; answers when the daemon has it durably. */
export type SendCapture = (body: Blob, capture: WaitingCapture) => Promise<SavedPage | Refusal>;

/** What became of a capture: `gone` when another delivery or a person removed it meanwhile. */
export type Delivery = SavedPage | Refusal | 'gone';

const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 30 * 60_000;

/** Statuses that say nothing about the page: no answer, not connected, locked, busy, starting, disk full. All captures wait for them to pass. */
const DAEMON_WIDE = new Set([0, 401, 408, 423, 429, 503, 507]);

/** Sends what waits. A capture leaves the outbox only on the daemon's acknowledgement, which knows its id and keeps it once however often it comes. */
export class Deliverer {
  readonly #outbox: Outbox;
  readonly #send: SendCapture;
  /** Two captures of one URL must arrive in order, whoever sends them. */
  readonly #lastOfUrl = new Map<string, Promise<unknown>>();

  constructor(outbox: Outbox, send: SendCapture) {
    this.#outbox = outbox;
    this.#send = send;
  }

  /** Sends the captures of one URL in order, up to and with the given one, and says what became of that. */
  deliverCapture(url: string, capture_id: string): Promise<Delivery> {
    return this.#inTurn(url, async () => {
      for (const capture of await this.#outbox.listUrl(url)) {
        if (capture.stuck === 1) continue;
        const delivery = await this.#try(capture);
        if (capture.capture_id === capture_id || blocksUrl(delivery)) return delivery;
      }
      return 'gone';
    });
  }

  /** Sends all that is due, oldest first, and answers how many were acknowledged. `now` ignores the pause after a failed try. */
  async deliverDue(options: { now?: boolean } = {}): Promise<number> {
    let acknowledged = 0;
    let eager = options.now === true;
    const held = new Set<string>();
    for (const { url, capture_id, stuck, next_try_at } of await this.#outbox.list()) {
      if (stuck === 1 || held.has(url)) continue;
      if (!eager && next_try_at > Date.now()) {
        held.add(url);
        continue;
      }
      const delivery = await this.deliverCapture(url, capture_id);
      if (delivery === 'gone') continue;
      if (!isRefusal(delivery)) {
        acknowledged += 1;
        // One went through, so whatever the others wait for is over.
        eager = true;
        continue;
      }
      if (DAEMON_WIDE.has(delivery.status)) break;
      held.add(url);
    }
    return acknowledged;
  }

  async #try(capture: WaitingCapture): Promise<Delivery> {
    const { capture_id } = capture;
    const body = await this.#outbox.body(capture_id);
    if (body === null) return 'gone';
    const answer = await this.#send(body, capture);
    if (!isRefusal(answer)) {
      await this.#outbox.drop(capture_id);
      return answer;
    }
    const { status, code, sentence } = answer;
    // Forgotten since: what waits must not outlive it here.
    if (code === 'forgotten') {
      await this.#outbox.drop(capture_id);
      return 'gone';
    }
    const stuck = isFinal(answer) ? 1 : 0;
    const next_try_at = Date.now() + delayAfter(capture.tries);
    await this.#outbox.note(capture_id, { tries: capture.tries + 1, next_try_at, sentence, code, stuck });
    if (DAEMON_WIDE.has(status)) await this.#outbox.putOff(next_try_at);
    return answer;
  }

  async #inTurn<T>(url: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#lastOfUrl.get(url) ?? Promise.resolve()).then(work, work);
    this.#lastOfUrl.set(url, turn);
    try {
      return await turn;
    } finally {
      if (this.#lastOfUrl.get(url) === turn) this.#lastOfUrl.delete(url);
    }
  }
}

/** A later capture of the same URL may pass one that is stuck for good, but not one that will be tried again. */
function blocksUrl(delivery: Delivery): boolean {
  return delivery !== 'gone' && isRefusal(delivery) && !isFinal(delivery);
}

/** Whether trying again by itself is no use: the capture will not change, and why a site gave no page, only a person can see. */
function isFinal({ status, code }: Refusal): boolean {
  return code === 'fetch-failed' || (status >= 400 && status < 500 && !DAEMON_WIDE.has(status));
}

/** 30 s, then twice as long after every failed try, up to half an hour. */
function delayAfter(tries: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** tries, LONGEST_DELAY_MS);
}
