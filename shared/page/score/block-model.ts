import packed from './block-model.json' with { type: 'json' };
import type { PackedModel } from './read-model.ts';

/**
 * Trained on the development split of the Web Content Extraction Benchmark (CC BY 4.0) by test/train/train-block-model.ts; the
 * layout is told in read-model.ts. Its names are those that sites gave their elements, learnt from six domains or more each.
 */
export const BLOCK_MODEL: PackedModel = packed;
