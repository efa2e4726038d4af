import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Failure } from '../failure.ts';

const WINDOW_MS = 120_000;
const MAX_WRONG_TRIES = 5;

/** What a person types or a link carries: 8 digits (white space and hyphens ignored) or a 128-bit code. */
export interface PairingProof {
  readonly digits?: string | undefined;
  readonly code?: string | undefined;
}

export interface Pairing {
  /** Opens a window, closing any earlier one. `expires_at` is in milliseconds. */
  open(now: number): { digits: string; code: string; expires_at: number };
  /** Returns once per window, for the first right proof; throws `pairing-refused`, `pairing-closed` or `bad-input`. */
  claim(proof: PairingProof, now: number): void;
}

/** Holds the one window. Judging and replacing it happen in one step, so of two racing claims one pairs. */
export function createPairing(): Pairing {
  let window: PairingWindow | null = null;
  return {
    open(now) {
      const digits = String(randomInt(100_000_000)).padStart(8, '0');
      const code = randomBytes(16).toString('base64url');
      const expires_at = now + WINDOW_MS;
      window = { digits: digest(digits), code: digest(code), expires_at, wrong_tries: 0, used: false };
      return { digits, code, expires_at };
    },
    claim(proof, now) {
      if ((proof.digits === undefined) === (proof.code === undefined)) {
        throw new Failure('bad-input', 'Pairing takes either digits or a code.');
      }
      const judged = judgeClaim(window, proof, now);
      window = judged.window;
      if (judged.outcome === 'refused') {
        throw new Failure('pairing-refused', 'This code is wrong or no longer valid.');
      }
      if (judged.outcome === 'closed') {
        throw new Failure('pairing-closed', 'Too many wrong codes: make a new one with pagekeep pair.');
      }
    },
  };
}

/** The one open chance to pair. Digits and code are two spellings of it: either uses it up. */
interface PairingWindow {
  readonly digits: Uint8Array;
  readonly code: Uint8Array;
  readonly expires_at: number;
  readonly wrong_tries: number;
  readonly used: boolean;
}

/** Judges one claim at `now` (milliseconds) and returns the window as it is afterwards. */
function judgeClaim(
  window: PairingWindow | null,
  proof: PairingProof,
  now: number,
): { window: PairingWindow | null; outcome: 'paired' | 'refused' | 'closed' } {
  if (window === null) return { window, outcome: 'refused' };
  if (window.wrong_tries >= MAX_WRONG_TRIES) return { window, outcome: 'closed' };
  if (window.used || now >= window.expires_at) return { window, outcome: 'refused' };
  if (proves(window, proof)) return { window: { ...window, used: true }, outcome: 'paired' };
  return { window: { ...window, wrong_tries: window.wrong_tries + 1 }, outcome: 'refused' };
}

function proves(window: PairingWindow, proof: PairingProof): boolean {
  if (proof.code !== undefined) return timingSafeEqual(digest(proof.code), window.code);
  return timingSafeEqual(digest((proof.digits ?? '').replaceAll(/[\s-]/g, '')), window.digits);
}

/** Hashing gives both sides one length, which `timingSafeEqual` needs, and keeps the secret out of memory. */
function digest(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}
