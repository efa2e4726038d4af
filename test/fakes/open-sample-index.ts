import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openLocalIndex } from '../../daemon/index/local-index.ts';
import type { IndexOptions, SearchIndex } from '../../daemon/index/search-index.ts';
import { SAMPLE_DIMENSIONS } from './sample-index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A real index in this thread whose clocks never strike by themselves; the test closes it. */
export function quietIndex(file: string, more: Partial<IndexOptions> = {}): SearchIndex {
  return openLocalIndex({
    file,
    mode: 'ram',
    dimensions: SAMPLE_DIMENSIONS,
    syncIdleMs: 1e8,
    syncPeriodMs: 1e8,
    ...more,
  });
}

/** A new one with a model, in a folder of the running test's own. */
export async function openSampleIndex(): Promise<SearchIndex> {
  const index = quietIndex(join(temporaryFolder(), 'index.db'));
  await index.adoptModel('model-a');
  onTestFinished(() => index.close());
  return index;
}
