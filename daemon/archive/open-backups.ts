import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { BackupList, BackupRequest, MadeBackup } from '../../shared/contract/archive.ts';
import { Failure } from '../failure.ts';
import type { SearchIndex } from '../index/search-index.ts';
import { readPassphraseFile } from '../lock/passphrase-file.ts';
import { findKey } from '../lock/passphrase-key.ts';
import { sqliteKey } from '../sqlite-key.ts';
import { isForgottenFromBackups } from '../store/forget-receipts.ts';
import { moveIntoPlace } from '../store/move-into-place.ts';
import type { Store } from '../store/open-store.ts';
import { backupPath, clearParts, listBackups, rotateBackups } from './backup-folder.ts';
import { orderBackup } from './backup-order.ts';
import type { BackupLock } from './backup-header.ts';
import { fileFailure } from './file-failure.ts';
import { clearWorkFolders, inWorkFolder } from './work-folder.ts';

/** How many backups stay in their folder unless told otherwise. */
const KEEP = 7;
/** Another memory may be backed up to the same folder just now. */
const LEFT_BEHIND_MS = 3_600_000;
const FORGOTTEN_MEANWHILE =
  'While the backup was made, pages were forgotten from backups too, so it was thrown away. Make it again in a minute.';

export interface BackupTools {
  readonly store: Store;
  readonly index: Pick<SearchIndex, 'copyTo'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Backups of the open memory. */
export interface Backups {
  /** Writes one while the memory is used, reads it back, and removes the oldest beyond `keep`. Fails with `in-use` while another is under way, `conflict` when pages are forgotten from backups meanwhile, `bad-input` for a folder that cannot be used, `disk-full`. */
  make(request: BackupRequest): Promise<MadeBackup>;
  /** What lies in the folder where backups go unless told otherwise. */
  list(): Promise<BackupList>;
}

/** Opens the backups of a memory and removes what one that was killed left behind. */
export function openBackups(tools: BackupTools): Backups {
  const dataDir = dirname(tools.store.file);
  const folder = join(dataDir, 'backups');
  const cleared = Promise.all([clearWorkFolders(dataDir), clearParts(folder)]);
  cleared.catch(() => undefined);
  let running: number | null = null;

  return {
    async make(request) {
      if (running !== null) {
        throw new Failure('in-use', 'A backup is being made already; wait until it is done.');
      }
      const to = request.to ?? folder;
      if (!isAbsolute(to))
        throw new Failure('bad-input', 'Name the folder for the backup by its whole path.');
      running = tools.now();
      try {
        await cleared;
        await clearParts(to, running - LEFT_BEHIND_MS);
        return await tools.store.wholeReads.read(() =>
          makeBackup({ ...request, to, began: tools.now() }, dataDir, tools),
        );
      } catch (error) {
        throw fileFailure(error, to);
      } finally {
        running = null;
      }
    },
    async list() {
      const since = running === null ? null : new Date(running).toISOString();
      return { folder, running: since, backups: await listBackups(folder) };
    },
  };
}

interface Order extends BackupRequest {
  readonly to: string;
  readonly began: number;
}

async function makeBackup(
  { to, keep = KEEP, passphrase, began }: Order,
  dataDir: string,
  { store, index, now }: BackupTools,
): Promise<MadeBackup> {
  const created_at = new Date(began).toISOString();
  const file = backupPath(to, began);
  const target = `${file}.part`;
  const lock = await chooseLock(dataDir, passphrase);
  await mkdir(to, { recursive: true, mode: 0o700 });
  try {
    const { pages, damaged } = await inWorkFolder(dataDir, async (work) => {
      const copy = join(work, 'index.db');
      await index.copyTo(copy);
      const order = {
        store: store.file,
        work,
        index: copy,
        target,
        created_at,
        lock,
      };
      return orderBackup(order);
    });
    // It holds what was forgotten, and in a folder of its own nobody would look for it.
    if (await isForgottenFromBackups(store, began)) throw new Failure('conflict', FORGOTTEN_MEANWHILE);
    await moveIntoPlace(target, file);
    const { size } = await stat(file);
    // Older ones may be the last to hold what is damaged now.
    const removed = damaged > 0 ? [] : await rotateBackups(to, keep);
    const encrypted = lock !== null;
    return { file, created_at, bytes: size, pages, damaged, encrypted, took_ms: now() - began, removed };
  } finally {
    await rm(target, { force: true });
  }
}

/** The backups of a memory with a passphrase have that one. */
async function chooseLock(dataDir: string, passphrase: string | undefined): Promise<BackupLock> {
  const key = sqliteKey();
  const memory = key === null ? null : readPassphraseFile(dataDir);
  if (key === null || memory === null) return passphrase === undefined ? null : { passphrase };
  if (passphrase !== undefined) await findKey(passphrase, memory, 'memory');
  const { clear: _clear, ...from } = memory;
  return { memory: from, secret: key.secret };
}
