import { existsSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { openWordpiece } from '../embed/wordpiece.ts';
import { Failure } from '../failure.ts';
import { readPage } from './read-page.ts';
import type { PageOrder, PageReport, ReaderSetup } from './page-reader.ts';

const { maxNodes, vocabularyFile } = workerData as ReaderSetup;
let exactCount: ((text: string) => number) | null = null;

/** The model's own counting once its vocabulary is there (it may still be downloading), an estimate until then. */
function counter(): (text: string) => number {
  if (exactCount === null && vocabularyFile !== null && existsSync(vocabularyFile)) {
    const wordpiece = openWordpiece(vocabularyFile);
    exactCount = (text) => wordpiece.count(text);
  }
  return exactCount ?? estimateWordpieces;
}

function report({ html, context }: PageOrder): PageReport {
  try {
    return { page: readPage(html, context, { maxNodes, countWordpieces: counter() }) };
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, sentence: error.message };
    return { code: 'internal', sentence: 'The page could not be read.', cause: error };
  }
}

parentPort?.on('message', (order: PageOrder) => {
  const answer = report(order);
  parentPort?.postMessage(answer, 'page' in answer ? [answer.page.snapshot.buffer as ArrayBuffer] : []);
});

parentPort?.postMessage({ ready: true } satisfies PageReport);
