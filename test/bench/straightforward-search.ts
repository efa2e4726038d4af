// Run in a process of its own: the straightforward memory with the same model, asked question by question.
import { openLocalEmbedder } from '../../daemon/embed/local-embedder.ts';
import { realModel } from '../real-model.ts';
import { serveTasks } from './bench-process.ts';
import { StraightforwardMemory } from './straightforward-memory.ts';

const [file = ''] = process.argv.slice(2);
const embedder = await openLocalEmbedder({ files: await realModel() });
const memory = new StraightforwardMemory(file, embedder.dimensions);

/** Milliseconds of one answer, the question's embedding included. */
serveTasks(async (question: string): Promise<number> => {
  const started = performance.now();
  memory.search(question, await embedder.embedQuestion(question), 10);
  return performance.now() - started;
});
