// The verifying thread: reading all that is kept takes seconds, in which the main loop keeps and finds pages.
import { parentPort, workerData } from 'node:worker_threads';
import { verifyIndex } from '../index/verify-index.ts';
import type { IndexReport } from '../index/verify-index.ts';
import { keptPages } from '../store/kept-pages.ts';
import { verifyStore } from '../store/verify-store.ts';
import type { VerifiedFiles, VerifyOrder } from './verify-order.ts';

const { store, indexes } = workerData as VerifyOrder;

const report = verifyStore(store);
const compared: Record<string, IndexReport> = {};
// What is broken itself is no measure for the index.
if (report.structure.length === 0) {
  for (const [name, file] of Object.entries(indexes))
    compared[name] = await verifyIndex(file, keptPages(store));
}
parentPort?.postMessage({ store: report, indexes: compared } satisfies VerifiedFiles);
