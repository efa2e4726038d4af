import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = '.unfinished-';

/** Does something with a folder inside the data folder that is gone afterwards: what is in it is as private as the rest. */
export async function inWorkFolder<T>(dataDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(dataDir, NAME));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what a process that was killed left behind; whoever calls it holds the data folder. */
export async function clearWorkFolders(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(NAME)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}
