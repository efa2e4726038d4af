import type { IndexDatabase } from './index-database.ts';
import { track } from './track-changes.ts';
import type { TrackedScope, TrackedTable } from './track-changes.ts';

/** The database that searches touch. `tracked`: it lies in RAM and its changes are noted for the disk copy. */
export interface LiveIndex extends IndexDatabase {
  readonly tracked: boolean;
}

/** Notes a change of a virtual table for the disk copy, where there is one. */
export function noteChange(index: LiveIndex, scope: TrackedScope, id: number, table: TrackedTable): void {
  if (index.tracked) track(index, scope, id, table);
}
