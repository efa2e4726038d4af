import { parentPort, workerData } from 'node:worker_threads';
import { estimateWordpieces } from '../../shared/page/estimate-wordpieces.ts';
import { openWordpiece } from '../embed/wordpiece.ts';
import { Failure } from '../failure.ts';
import { lowerThread } from '../lower-thread.ts';
import { readPage } from './read-page.ts';
import type { PageOrder, PageReport, ReaderSetup } from './page-reader.ts';

lowerThread('read');
const { maxNodes } = workerData as ReaderSetup;
let vocabulary: { readonly file: string; readonly count: (text: string) => number } | null = null;

/** The model's own counting once its vocabulary is there, an estimate until then. */
function counter(file: string | null): (text: string) => number {
  if (file === null) return estimateWordpieces;
  if (vocabulary?.file !== file) {
    const wordpiece = openWordpiece(file);
    vocabulary = { file, count: (text) => wordpiece.count(text) };
  }
  return vocabulary.count;
}

function report({ html, context, cleaned, vocabularyFile }: PageOrder): PageReport {
  try {
    const options = { maxNodes, countWordpieces: counter(vocabularyFile) };
    return { page: readPage(html, context, options, cleaned) };
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
