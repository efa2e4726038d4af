// The thread that writes a memory anew when its passphrase changes: it takes seconds, in which whoever asks is to hear why
// nobody answers.
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../failure.ts';
import { sqliteFailure } from '../sqlite-failure.ts';
import { convertMemory } from './convert-memory.ts';
import type { ConversionOrder, ConversionReport } from './order-conversion.ts';

const { dataDir, next } = workerData as ConversionOrder;

async function convert(): Promise<ConversionReport> {
  try {
    const steps = convertMemory(dataDir, next);
    for (;;) {
      const { done, value } = await steps.next();
      if (done === true) return { pages: value };
    }
  } catch (error) {
    const failure = sqliteFailure(error, 'pages.db');
    if (failure instanceof Failure) return { code: failure.code, sentence: failure.message };
    const sentence = 'The memory could not be written anew; the log says why. It is as it was.';
    return { code: 'internal', sentence, cause: String(error) };
  }
}

parentPort?.postMessage(await convert());
