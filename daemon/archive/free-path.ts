import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A path in a folder named after a moment in milliseconds that nothing has yet: a clock may be set back. */
export function freePath(folder: string, now: number, nameOf: (stamp: string) => string): string {
  for (let moment = now; ; moment += 1) {
    const path = join(folder, nameOf(new Date(moment).toISOString().replaceAll(/[:.]/g, '-')));
    if (!existsSync(path)) return path;
  }
}
