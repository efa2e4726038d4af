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
/** How often a check that failed or that found something is tried until the next start. */
const TRIES = 2;

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
  /** How often each was looked at in vain. A forgetting that is just being made is in neither map. */
  readonly #tries = new Map<string, number>();
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
    this.#tries.set(erasing.receipt_id, 0);
    this.#wake(this.#tools.settleMs ?? SETTLE_MS);
  }

  /** Knows no more of a forgetting that was taken back. */
  letGo(receiptId: string): void {
    this.#known.delete(receiptId);
    this.#tries.delete(receiptId);
  }

  /** Takes up what a stop left; resolves once what was cut off is gone, before anything is checked. */
  async start(): Promise<void> {
    const { store } = this.#tools;
    for (const { receipt_id, doomed, hidden_until, forgotten_at } of await receiptsUnderWay(store)) {
      const hidden = hidden_until === null ? {} : { hidden_until };
      if (doomed > 0) await takeDoomed(store, receipt_id, forgotten_at, { keeps_out: 'links', ...hidden });
      this.#tries.set(receipt_id, 0);
    }
    if (this.#tries.size > 0) this.#wake(this.#tools.settleMs ?? SETTLE_MS);
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
    const receipts = (await receiptsUnderWay(store)).filter((receipt) => this.#isWorthTrying(receipt));
    const due = receipts.filter((receipt) => this.#isDue(receipt));
    for (const { receipt_id } of due) this.#tries.set(receipt_id, (this.#tries.get(receipt_id) ?? 0) + 1);
    try {
      for (const receipt of due) await this.#removeHidden(receipt);
      if (due.length > 0) await store.wholeReads.between(() => this.#cleanUp(due), signal);
    } finally {
      this.#comeBack(receipts);
    }
  }

  /** To those that failed or of which something is left, and to what is hidden once its time has come. */
  #comeBack(receipts: readonly ForgetReceiptRow[]): void {
    const { now, settleMs = SETTLE_MS } = this.#tools;
    const waits = receipts
      .filter((receipt) => this.#isWorthTrying(receipt))
      .map((receipt) => (this.#isDue(receipt) ? settleMs : (receipt.hidden_until ?? 0) - now()));
    if (waits.length > 0) this.#wakeBy(Math.min(...waits));
  }

  #isWorthTrying({ receipt_id }: ForgetReceiptRow): boolean {
    return (this.#tries.get(receipt_id) ?? TRIES) < TRIES;
  }

  #isDue({ hidden_until }: ForgetReceiptRow): boolean {
    const left = (hidden_until ?? 0) - this.#tools.now();
    return left <= 0 || left > LONGEST_HIDDEN_MS;
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
