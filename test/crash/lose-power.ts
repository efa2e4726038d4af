import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ChangeJournal } from './change-journal.ts';
import type { Change } from './change-journal.ts';

/** What a disk writes as a whole. */
const SECTOR_BYTES = 512;

/** What lies in a folder, by path inside it. */
export type FolderImage = ReadonlyMap<string, { readonly file: string; readonly bytes: Buffer }>;

/** How much of what was never synced is left: all is gone, what came first is there, or anything in any order, also halves. */
export type Loss = 'all' | 'the end' | 'anything';

/** Reads a folder's files before a daemon works on it, each by its inode, as the journal of the shim names it. */
export function readFolder(folder: string): FolderImage {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(
    files.map((name) => {
      const path = join(folder, name);
      return [name, { file: `${statSync(path).ino}`, bytes: readFileSync(path) }];
    }),
  );
}

/** Leaves in the folder what a loss of power leaves: all that was synced, and of the rest what `loss` says. Answers how many changes are gone. */
export function losePower(
  folder: string,
  before: FolderImage,
  journal: Buffer,
  loss: Loss,
  random: () => number,
): number {
  const { files, names } = new ChangeJournal(
    [...before.values()].map(({ file }) => file),
    journal,
  );
  let lost = 0;
  const isLeft = leaving(loss, random, () => (lost += 1));

  const left = new Map([...before].map(([name, { file }]) => [name, file]));
  const lastSynced = names.findLastIndex(({ isSynced }) => isSynced);
  // File systems keep the order of names; how far they had come is open.
  const reached =
    lastSynced + 1 + Math.floor(random() * (names.length - lastSynced) * (loss === 'all' ? 0 : 1));
  for (const { from, to, file } of names.slice(0, reached)) {
    const moved = file ?? (from === null ? undefined : left.get(from));
    if (from !== null) left.delete(from);
    if (to !== null && moved !== undefined) left.set(to, moved);
  }

  const contents = new Map<string, Buffer>();
  for (const { file, bytes } of before.values()) contents.set(file, bytes);
  for (const [file, changes] of files) contents.set(file, replay(contents.get(file), changes, isLeft));

  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [name, file] of left) {
    // The log may be lost, and the -shm file lives in memory only.
    if (name.startsWith('pagekeep.log') || name.endsWith('-shm')) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents.get(file) ?? '', { mode: 0o600 });
  }
  return lost + names.length - reached;
}

/** Says of each change that was not synced how much of its bytes is left, 0–1. */
function leaving(loss: Loss, random: () => number, onLost: () => void): (order: number) => number {
  const end = random();
  return (order) => {
    const chance = random();
    const share =
      loss === 'the end'
        ? Number(order < end)
        : loss === 'all' || chance < 0.45
          ? 0
          : chance < 0.55
            ? random()
            : 1;
    if (share < 1) onLost();
    return share;
  };
}

function replay(
  base: Buffer | undefined,
  changes: readonly Change[],
  isLeft: (order: number) => number,
): Buffer {
  let bytes = base === undefined ? Buffer.alloc(0) : Buffer.from(base);
  const grow = (size: number): void => {
    if (size > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
  };
  for (const [order, change] of changes.entries()) {
    const share = change.isSynced ? 1 : isLeft(order / changes.length);
    if (share === 0) continue;
    if (change.bytes === null) {
      grow(change.at);
      bytes = bytes.subarray(0, change.at);
      continue;
    }
    const whole = change.bytes.length;
    const length = share === 1 ? whole : Math.floor((whole * share) / SECTOR_BYTES) * SECTOR_BYTES;
    grow(change.at + length);
    change.bytes.copy(bytes, change.at, 0, length);
  }
  return bytes;
}
