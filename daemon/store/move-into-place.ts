import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Gives a file that is complete its name, in a way that survives a power loss. Both names lie on one disk. */
export async function moveIntoPlace(file: string, name: string): Promise<void> {
  await rename(file, name);
  await syncFolder(dirname(name));
}

/** Makes new names themselves survive a power loss; Windows cannot open folders and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
