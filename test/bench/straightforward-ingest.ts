// Run in a process of its own: pages into the straightforward memory, with what one takes first for each step.
import { Readability } from '@mozilla/readability';
import { env, pipeline } from '@xenova/transformers';
import { parseHTML } from 'linkedom';
import { basename, dirname } from 'node:path';
import { serveTasks } from './bench-process.ts';
import { StraightforwardMemory } from './straightforward-memory.ts';

export interface PageToTake {
  readonly url: string;
  readonly html: string;
}

const WINDOW_WORDS = 500;
const DIMENSIONS = 384;

const [file = '', model = ''] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(model);
const extract = await pipeline('feature-extraction', basename(model), { dtype: 'fp32' });
const memory = new StraightforwardMemory(file, DIMENSIONS);

/** Milliseconds until all of them are found by words and meaning. */
serveTasks(async (pages: readonly PageToTake[]): Promise<number> => {
  const started = performance.now();
  for (const page of pages) await take(page);
  return performance.now() - started;
});

async function take({ url, html }: PageToTake): Promise<void> {
  const { title, text } = read(html);
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return;
  const windows = Array.from({ length: Math.ceil(words.length / WINDOW_WORDS) }, (_, nth) =>
    words.slice(nth * WINDOW_WORDS, (nth + 1) * WINDOW_WORDS).join(' '),
  );
  const vectors = await extract(windows, { pooling: 'mean', normalize: true });
  const floats = vectors.data as Float32Array;
  memory.put(
    windows.map((window, nth) => ({
      url,
      title,
      text: window,
      vector: floats.slice(nth * DIMENSIONS, (nth + 1) * DIMENSIONS),
    })),
  );
}

/** Readability fails on some pages; the whole text is then what one falls back to. */
function read(html: string): { title: string; text: string } {
  const { document } = parseHTML(html);
  const whole = document.body?.textContent ?? '';
  const title = document.title;
  try {
    return { title, text: new Readability(document).parse()?.textContent ?? whole };
  } catch {
    return { title, text: whole };
  }
}
