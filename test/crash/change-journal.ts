/** As fault-shim.c numbers them. */
const WRITE = 1;
const TRUNCATE = 2;
const SYNC = 3;
const CREATE = 4;
const RENAME = 5;
const UNLINK = 6;
const SYNC_FOLDER = 7;

const HEAD_BYTES = 24;

/** A change of a file's bytes; null: cut off there. */
export interface Change {
  readonly at: number;
  readonly bytes: Buffer | null;
  isSynced: boolean;
}

/** A name that came, went or moved. */
export interface NameChange {
  readonly from: string | null;
  readonly to: string | null;
  /** Of a name that came. */
  readonly file: string | null;
  isSynced: boolean;
}

/** What happened to the files of a folder, in order, and which of it a sync made durable. */
export class ChangeJournal {
  readonly files = new Map<string, Change[]>();
  readonly names: NameChange[] = [];
  /** An inode is used again once its file is gone. */
  readonly #lives = new Map<string, number>();
  readonly #known: Set<string>;

  constructor(knownFiles: Iterable<string>, journal: Buffer) {
    this.#known = new Set(knownFiles);
    for (let at = 0; at + HEAD_BYTES <= journal.length;) {
      const length = journal.readUInt32LE(at + 4);
      const inode = String(journal.readBigUInt64LE(at + 8));
      const place = Number(journal.readBigInt64LE(at + 16));
      const bytes = journal.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
      this.#take(journal.readUInt32LE(at), inode, place, bytes);
      at += HEAD_BYTES + length;
    }
  }

  #take(what: number, inode: string, at: number, bytes: Buffer): void {
    switch (what) {
      case WRITE:
        return this.#change(this.#fileOf(inode), at, bytes);
      case TRUNCATE:
        return this.#change(this.#fileOf(inode), at, null);
      case CREATE:
        return this.#create(inode, String(bytes));
      case RENAME: {
        const [from = '', to = ''] = String(bytes).split('\n');
        return this.#rename(from, to, null);
      }
      case UNLINK:
        return this.#rename(String(bytes), null, null);
      case SYNC:
        return this.#sync(this.#fileOf(inode));
      case SYNC_FOLDER:
        for (const name of this.names) name.isSynced = true;
        return;
      default:
        throw new Error(`The journal of the shim says ${what}, which means nothing.`);
    }
  }

  #change(file: string, at: number, bytes: Buffer | null): void {
    const changes = this.files.get(file) ?? [];
    changes.push({ at, bytes, isSynced: false });
    this.files.set(file, changes);
  }

  #create(inode: string, name: string): void {
    if (this.#known.has(inode)) this.#lives.set(inode, (this.#lives.get(inode) ?? 0) + 1);
    this.#known.add(inode);
    this.#rename(null, name, this.#fileOf(inode));
  }

  #sync(file: string): void {
    for (const change of this.files.get(file) ?? []) change.isSynced = true;
    for (const name of this.names) name.isSynced ||= name.file === file;
  }

  #rename(from: string | null, to: string | null, file: string | null): void {
    this.names.push({ from, to, file, isSynced: false });
  }

  #fileOf(inode: string): string {
    return `${inode}${'+'.repeat(this.#lives.get(inode) ?? 0)}`;
  }
}
