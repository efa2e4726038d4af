import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { moveIntoPlace } from '../store/move-into-place.ts';
import { shred } from './shred.ts';

/** Puts an index in the place of one of another key; where there is none it is made anew from the pages. */
export async function placeIndex(dataDir: string, fresh: string): Promise<void> {
  const index = join(dataDir, 'index.db');
  // Neither belongs to another file, and the journal holds parts of the old one.
  await rm(`${index}.sum`, { force: true });
  await shred(`${index}-journal`);
  if (existsSync(fresh)) await moveIntoPlace(fresh, index);
  else await shred(index);
}
