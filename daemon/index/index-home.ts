import { chmodSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { keyOf } from '../sqlite-key.ts';
import { DiskCopy } from './disk-copy.ts';
import type { DiskFile } from './disk-copy.ts';
import { connectIndex } from './index-database.ts';
import type { IndexDatabase } from './index-database.ts';
import { isLargeFileWhole, prepareIndexFile, removeUnfinished, replaceUnusable } from './index-file.ts';
import { IndexSeal } from './index-seal.ts';
import { IndexSync } from './index-sync.ts';
import type { IndexOptions } from './search-index.ts';
import { LateWords } from './late-words.ts';
import { layNotes, returnChanges, settleChanges, takeChanges, trackChanges } from './track-changes.ts';
import { writeImage } from './write-image.ts';

/** SQLite stops a database that was loaded from an image near 1 GiB; this leaves a third of it to grow. */
const LARGEST_IMAGE_BYTES = 700_000_000;
/** The move to RAM waits so long for a first write: until then both cores are needed to open the door and load the model. */
const MOVING_IN_MS = 1_500;

/**
 * The database that is searched: `index.db` itself at first, so that the first question need not wait until it is read
 * (100,000 passages: half a second), and its copy in RAM from then on. Nothing is written before `settled` resolves.
 */
export class IndexHome implements IndexDatabase {
  readonly #options: IndexOptions;
  readonly #timer: NodeJS.Timeout;
  #held: IndexDatabase;
  #disk: DiskFile | null = null;
  #settling: Promise<IndexSync> | null = null;
  #isSettled = false;
  /** What a write waits for before it is made, and every question after it too; null when none waits. */
  #writing: Promise<IndexSync> | null = null;
  /** Told when all that was read of the index has to be read anew. */
  readonly #onReplaced: () => void;
  /** What the full text still lacks. */
  readonly late: LateWords;

  constructor(options: IndexOptions, onReplaced: () => void) {
    prepareIndexFile(options);
    chmodSync(options.file, 0o600);
    this.#options = options;
    this.#onReplaced = onReplaced;
    this.#held = hold(options.file);
    this.late = new LateWords(
      () => this.#held,
      (error) => options.onSync?.(`words wait to be written to the index: ${String(error)}`),
    );
    this.#timer = setTimeout(() => {
      this.settled().catch((error: unknown) =>
        options.onSync?.(`index.db is searched where it is, until the next change: ${String(error)}`),
      );
    }, MOVING_IN_MS);
  }

  get database(): IndexDatabase['database'] {
    return this.#held.database;
  }

  /** Nobody need know that the full text lags behind: whatever statement reads it finds it whole. */
  readonly sql = <Row = unknown>(text: string) => {
    this.late.before(text);
    return this.#held.sql<Row>(text);
  };

  /** The file, once its copy in RAM is what is searched; null where the file is. */
  get disk(): DiskFile | null {
    return this.#disk;
  }

  /** Moves in where the index is to stay, and answers what keeps its file in step. */
  settled(): Promise<IndexSync> {
    this.#settling ??= this.#settle().catch((error: unknown) => {
      // Whoever needs it next tries again.
      this.#settling = null;
      this.#writing = null;
      throw error;
    });
    return this.#settling;
  }

  /** The same for a write: a question that comes after it is answered after it. */
  writable(): Promise<IndexSync> {
    const settled = this.settled();
    if (!this.#isSettled) this.#writing = settled;
    return settled;
  }

  /** Resolves when no write that came before is waiting any more. */
  async caughtUp(): Promise<void> {
    await this.#writing;
  }

  /** Puts what is searched in the place of its file, which then lacks nothing; where the file itself is searched, nothing is done. */
  async rewriteFile(): Promise<void> {
    if (this.#disk === null) return;
    const { file } = this.#options;
    const fresh = `${file}.new`;
    this.late.catchUp();
    const image = this.#held.database.serialize();
    takeChanges(this.#held);
    removeUnfinished(fresh);
    try {
      await writeImage(fresh, image);
      await this.#disk.replaceBy(fresh);
    } catch (error) {
      removeUnfinished(fresh);
      returnChanges(this.#held);
      throw error;
    }
    settleChanges(this.#held);
  }

  /** Syncs a last time, where anything was written. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.late.stop();
    await (await this.#settling)?.close();
    this.#held.database.close();
    await this.#disk?.close();
  }

  async #settle(): Promise<IndexSync> {
    clearTimeout(this.#timer);
    await this.#requireWhole();
    if (this.#options.mode === 'ram') await this.#moveToRam();
    this.#isSettled = true;
    this.#writing = null;
    return new IndexSync(this, this.#options, new IndexSeal(this.#options.file));
  }

  /** Nothing is written yet, and what the new one lacks is indexed again once it is compared with the kept pages. */
  async #requireWhole(): Promise<void> {
    const { file, onSync } = this.#options;
    if (await isLargeFileWhole(file)) return;
    this.#held.database.close();
    try {
      replaceUnusable(this.#options);
    } catch (error) {
      onSync?.(`index.db is searched as it is until the next start: ${String(error)}`);
    }
    chmodSync(file, 0o600);
    this.#held = hold(file);
    this.#onReplaced();
  }

  /** Where there is no room in RAM the file goes on being searched. */
  async #moveToRam(): Promise<void> {
    const { file, onSync } = this.#options;
    try {
      const { size } = await stat(file);
      const megabytes = Math.round(size / 1e6);
      if (size > LARGEST_IMAGE_BYTES) {
        onSync?.(`index.db has ${megabytes} MB, more than fits in RAM as a whole; it is searched on disk`);
        return;
      }
      const isClear = keyOf(file) === null;
      const copy = hold(isClear ? await readWhole(file, size) : this.#held.database.serialize());
      trackChanges(copy);
      this.#held.database.close();
      this.#disk = new DiskCopy(file);
      this.#held = copy;
    } catch (error) {
      onSync?.(`index.db could not be read into RAM; it is searched on disk: ${String(error)}`);
    }
  }
}

function hold(source: string | Buffer): IndexDatabase {
  const index = connectIndex(source);
  layNotes(index);
  return index;
}

/** One read by the system, while questions are answered. */
async function readWhole(file: string, size: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const image = Buffer.allocUnsafeSlow(size);
    const { bytesRead } = await handle.read(image, 0, size, 0);
    if (bytesRead !== size) throw new Error('the file was cut short');
    return image;
  } finally {
    await handle.close();
  }
}
