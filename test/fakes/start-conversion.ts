// Changes what a memory is encrypted with, and is killed (-9) after some of the steps; with more steps than there are, at the end.
import { convertMemory } from '../../daemon/lock/convert-memory.ts';
import type { NextLock } from '../../daemon/lock/convert-memory.ts';
import { holdSqliteKey, shareSecret } from '../../daemon/sqlite-key.ts';

/** A key and what its memory says of it, as JSON can carry them. */
export interface PlainLock {
  readonly secret: string;
  readonly file: NextLock['file'];
}

/** The key of a memory in this process. */
export function lockOf(dataDir: string, { secret, file }: PlainLock): NextLock {
  const key = {
    folder: dataDir,
    salt: Buffer.from(file.salt, 'base64'),
    secret: shareSecret(Buffer.from(secret, 'base64')),
  };
  return { key, file };
}

if (process.argv[2] !== undefined) {
  const { dataDir, own, next, steps } = JSON.parse(process.argv[2]) as {
    dataDir: string;
    own: PlainLock | null;
    next: PlainLock | null;
    steps: number;
  };
  if (own !== null) holdSqliteKey(lockOf(dataDir, own).key);
  const conversion = convertMemory(dataDir, next === null ? null : lockOf(dataDir, next));
  for (let step = 0; step < steps; step += 1) {
    const { done, value } = await conversion.next();
    if (done === true) break;
    process.stdout.write(`${value}\n`);
  }
  process.kill(process.pid, 'SIGKILL');
}
