import { chmodSync, mkdirSync } from 'node:fs';
import { Failure } from '../failure.ts';

/** Makes the data folder, or narrows it, so that only its owner can look inside. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw new Failure('internal', `The data folder ${folder} cannot be made or is not ours.`, { cause });
  }
}
