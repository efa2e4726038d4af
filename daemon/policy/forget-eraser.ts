import { takeDoomed } from '../store/forget-pages.ts';
import { removeParked } from '../store/forget-parked.ts';
import { noteChecks, receiptsUnderWay } from '../store/forget-receipts.ts';
import type { ForgetReceiptRow } from '../store/forget-rows.ts';
import { eraseAndLook } from './forget-look.ts';
import type { Erasing, LookTools } from './forget-look.ts';

/** Forgettings that come close together are cleaned up after in one go. */
const SETTLE_MS = 1_000;
/** The longest that pages are hidden; what is further off comes from a clock that went back. */
const LONGEST_HIDDEN_MS = 60_000;
/** A check that failed or that found something is done again after pauses that grow so many times each, up to an hour. */
const PAUSE_GROWS = 4;
const LONGEST_PAUSE_MS = 3_600_000;

/** How often a forgetting was looked at in vain, and from when on it is to be looked at next, by the clock that never goes back. */
interface Attempts {
  readonly vain: number;
  readonly next: number;
}

export interface EraserTools extends LookTools {
  readonly now: () => number;
  /** Removes pages from the backups that were made while they were kept. */
  readonly forgetBackups?: () => Promise<void>;
  /** One line for the log. */
  readonly onProblem: (line: string, cause: unknown) => void;
  /** @default 1000 */
  readonly settleMs?: number;
}

/**
 * Sees to it that nothing is left of forgotten pages, behind the open door: removes what is hidden when its time has come,
 * cleans the files, reads them for what was forgotten and notes on each receipt what was looked at.
 */
export class Eraser {
  readonly #tools: EraserTools;
  readonly #known = new Map<string, Erasing>();
  /** Those that are to be looked at. A forgetting that is just being made is in neither map. */
  readonly #attempts = new Map<string, Attempts>();
  #timer: NodeJS.Timeout | undefined;
  /** By the clock that never goes back. */
  #wakesAt = Infinity;
  #running: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(tools: EraserTools) {
    this.#tools = tools;
  }

  /** Cleans up after a forgetting soon, or once the time it is hidden for is over. */
  take(erasing: Erasing): void {
    this.#known.set(erasing.receipt_id, erasing);
    this.#attempts.set(erasing.receipt_id, { vain: 0, next: 0 });
    this.#wake(this.#tools.settleMs ?? SETTLE_MS);
  }

  /** Knows no more of a forgetting that was taken back. */
  letGo(receiptId: string): void {
    this.#known.delete(receiptId);
    this.#attempts.delete(receiptId);
  }

  /** Takes up what a stop left; resolves once what was cut off is gone, before anything is checked. */
  async start(): Promise<void> {
    const { store } = this.#tools;
    for (const { receipt_id, doomed, hidden_until, forgotten_at } of await receiptsUnderWay(store)) {
      const hidden = hidden_until === null ? {} : { hidden_until };
      if (doomed > 0) await takeDoomed(store, receipt_id, forgotten_at, { keeps_out: 'links', ...hidden });
      this.#attempts.set(receipt_id, { vain: 0, next: 0 });
    }
    if (this.#attempts.size > 0) this.#wake(this.#tools.settleMs ?? SETTLE_MS);
  }

  /** Resolves when all that is due is removed and has been looked for. */
  idle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#wakesAt = Infinity;
    this.#running = this.#running
      .then(() => this.#round())
      .catch((cause: unknown) => {
        if (cause === this.#stopping.signal.reason) return;
        this.#tools.onProblem('a forgetting waits to be checked', cause);
        this.#wakeBy(LONGEST_HIDDEN_MS);
      });
    return this.#running;
  }

  /** Stops after the step that is running; the next start goes on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(inMs: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    this.#wakesAt = performance.now() + inMs;
    this.#timer = setTimeout(() => void this.idle(), inMs);
  }

  /** Leaves alone what wakes it sooner. */
  #wakeBy(inMs: number): void {
    if (performance.now() + inMs < this.#wakesAt) this.#wake(inMs);
  }

  async #round(): Promise<void> {
    const { store } = this.#tools;
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    const receipts = await receiptsUnderWay(store);
    const due = receipts.filter((receipt) => this.#waitOf(receipt) <= 0);
    try {
      for (const receipt of due) await this.#removeHidden(receipt);
      if (due.length > 0) await store.wholeReads.between(() => this.#cleanUp(due), signal);
    } finally {
      this.#putOff(due);
      const wait = Math.min(...receipts.map((receipt) => this.#waitOf(receipt)));
      if (wait !== Infinity) this.#wakeBy(wait);
    }
  }

  /** Those that failed or of which something is left; what keeps them, such as a full disk, is over some time. */
  #putOff(tried: readonly ForgetReceiptRow[]): void {
    const { settleMs = SETTLE_MS } = this.#tools;
    for (const { receipt_id } of tried) {
      const attempts = this.#attempts.get(receipt_id);
      if (attempts === undefined) continue;
      const pause = Math.min(settleMs * PAUSE_GROWS ** attempts.vain, LONGEST_PAUSE_MS);
      this.#attempts.set(receipt_id, { vain: attempts.vain + 1, next: performance.now() + pause });
    }
  }

  /** In ms until a forgetting is to be looked at, what is hidden once its time has come; infinite where nobody may yet. */
  #waitOf({ receipt_id, hidden_until }: ForgetReceiptRow): number {
    const attempts = this.#attempts.get(receipt_id);
    if (attempts === undefined) return Infinity;
    const hidden = (hidden_until ?? 0) - this.#tools.now();
    return Math.max(hidden > LONGEST_HIDDEN_MS ? 0 : hidden, attempts.next - performance.now());
  }

  async #removeHidden({ receipt_id, hidden_until, parked }: ForgetReceiptRow): Promise<void> {
    if (hidden_until === null && parked === 0) return;
    const traces = await removeParked(this.#tools.store, receipt_id);
    const known = this.#known.get(receipt_id);
    if (known !== undefined) this.#known.set(receipt_id, { ...known, traces });
  }

  async #cleanUp(due: readonly ForgetReceiptRow[]): Promise<void> {
    const { store, now, onProblem } = this.#tools;
    const erasings = due.flatMap(({ receipt_id }) => this.#known.get(receipt_id) ?? []);
    if (due.some(({ backups }) => backups)) await this.#tools.forgetBackups?.();
    // After a restart nobody knows what to look for: both files are written anew, whatever their size.
    const checks = await eraseAndLook(erasings, erasings.length < due.length, this.#tools);
    const isClean = checks.rows === 0 && checks.found_in.length === 0;
    for (const { receipt_id } of due) {
      await noteChecks(store, receipt_id, checks, isClean ? now() : null);
      if (isClean) this.letGo(receipt_id);
    }
    if (!isClean)
      onProblem('something of a forgotten page is left', checks.found_in.join(', ') || 'pages.db');
  }
}
