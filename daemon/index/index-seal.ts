import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/** Read at a time: two milliseconds. */
const PART_BYTES = 4 << 20;

/**
 * The checksum of `index.db` as a whole, beside it, for as long as nothing is written to it: words and vectors hold no
 * checksums of their own that an answer could look at. Broken before the first write, put on again once all is quiet.
 */
export class IndexSeal {
  readonly #file: string;
  readonly #seal: string;
  #whole: boolean;
  #writes = 0;

  constructor(file: string) {
    this.#file = file;
    this.#seal = `${file}.sum`;
    this.#whole = statSync(this.#seal, { throwIfNoEntry: false }) !== undefined;
  }

  /** Says that the file is about to change. */
  break(): void {
    this.#writes += 1;
    if (!this.#whole) return;
    rmSync(this.#seal, { force: true });
    this.#whole = false;
  }

  /** Seals the file, unless it is written to meanwhile. */
  async close(): Promise<void> {
    if (this.#whole) return;
    const writes = this.#writes;
    const sum = await sumOf(this.#file);
    if (writes !== this.#writes) return;
    writeFileSync(this.#seal, String(sum), { mode: 0o600 });
    this.#whole = true;
  }
}

/** Whether a sealed file is still what it was; one without a seal was being written to, and counts as whole. */
export function isSealWhole(file: string): boolean {
  const seal = `${file}.sum`;
  if (statSync(seal, { throwIfNoEntry: false }) === undefined) return true;
  const descriptor = openSync(file, 'r');
  try {
    const part = Buffer.allocUnsafe(PART_BYTES);
    let sum = 0;
    for (let bytes = readSync(descriptor, part); bytes > 0; bytes = readSync(descriptor, part)) {
      sum = crc32(part.subarray(0, bytes), sum);
    }
    return readFileSync(seal, 'utf8') === String(sum);
  } finally {
    closeSync(descriptor);
  }
}

/** The same for a file that questions are answered from meanwhile. */
export async function isSealWholeStill(file: string): Promise<boolean> {
  const seal = `${file}.sum`;
  if (statSync(seal, { throwIfNoEntry: false }) === undefined) return true;
  return readFileSync(seal, 'utf8') === String(await sumOf(file));
}

/** Gives way to questions between the parts. */
async function sumOf(file: string): Promise<number> {
  const handle = await open(file, 'r');
  const part = Buffer.allocUnsafe(PART_BYTES);
  let sum = 0;
  try {
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(part, 0, PART_BYTES, at);
      if (bytesRead === 0) return sum;
      sum = crc32(part.subarray(0, bytesRead), sum);
      at += bytesRead;
      await nextTurn();
    }
  } finally {
    await handle.close();
  }
}
