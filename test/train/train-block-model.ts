import { writeFileSync } from 'node:fs';
import { packModel } from './pack-model.ts';
import { readTrainingPages } from './read-training-pages.ts';
import { trainModel } from './train-model.ts';

/**
 * Trains shared/page/score/block-model.json on the development split of the Web Content Extraction Benchmark (CC BY 4.0):
 * `node test/train/train-block-model.ts && oxfmt shared/page/score/block-model.json`. Deterministic; a few minutes and 4 GB.
 * `npm run bench -- extract` tells how well models trained the same way do on domains they never saw.
 */
const { trees, names, values } = packModel(await trainModel(await readTrainingPages()));
writeFileSync(
  new URL('../../shared/page/score/block-model.json', import.meta.url),
  JSON.stringify({ trees, names, values }, null, 2),
);
