import { parentPort } from 'node:worker_threads';
import { boostTrees } from './boost-trees.ts';
import type { BoostOptions, TrainingSet } from './boost-trees.ts';

parentPort?.once('message', ({ set, options }: { set: TrainingSet; options: BoostOptions }) => {
  parentPort?.postMessage(boostTrees(set, options));
});
