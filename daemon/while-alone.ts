import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const LOOK_AGAIN_MS = 200;
const BEAT_MS = 2_000;
const STALE_MS = 15_000;

/**
 * Runs `work` while no other process does, by a lock file its holder touches every 2 s. A lock untouched for 15 s is taken
 * over; process numbers would not do, a container gives the same one again.
 */
export async function whileAlone<T>(
  lock: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  while (!(await take(lock))) {
    if (await isStale(lock)) await rm(lock, { force: true });
    else await wait(LOOK_AGAIN_MS, undefined, signal === undefined ? {} : { signal });
  }
  const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => {}), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > STALE_MS;
}
