import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openSqlite } from '../open-sqlite.ts';
import { copyStore } from './copy-store.ts';
import { newestSchema } from './migrate.ts';
import { moveIntoPlace } from './move-into-place.ts';

const KEPT = 2;
const NAME = /^before-upgrade-.+\.db(\.part.*)?$/;

/** Keeps a verified copy of a memory of an older schema in `backups` beside it before it is changed; the newest two stay. Rejects when there is no room: the memory then stays as it is. */
export async function keepBeforeUpgrade(file: string, applicationId: number): Promise<void> {
  const schema = schemaOf(file, applicationId);
  if (schema === 0 || schema >= newestSchema()) return;
  const folder = join(dirname(file), 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const name = join(folder, `before-upgrade-${stamp}-schema-${schema}.db`);
  const part = `${name}.part`;
  try {
    await rm(part, { force: true });
    await copyStore(file, part);
    await moveIntoPlace(part, name);
  } finally {
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(`${part}${end}`, { force: true });
  }
  await rotate(folder);
}

/** Beyond the newest two, and what a process left unfinished that was killed. */
async function rotate(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
  const whole = names.filter((name) => name.endsWith('.db'));
  const left = names.filter((name) => !name.endsWith('.db'));
  for (const name of [...whole.slice(0, -KEPT), ...left]) await rm(join(folder, name), { force: true });
}

/** 0 for a file that is none of ours. */
function schemaOf(file: string, applicationId: number): number {
  const database = openSqlite(file, { readonly: true });
  try {
    if (database.pragma('application_id', { simple: true }) !== applicationId) return 0;
    return Number(database.pragma('user_version', { simple: true }));
  } finally {
    database.close();
  }
}
