import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rangeOf } from '../../daemon/embed/int8-weights.ts';
import { minilmGraph } from '../../daemon/embed/minilm-graph.ts';
import { writeOnnx } from '../../daemon/embed/onnx-writer.ts';
import { readSafetensors } from '../../daemon/embed/safetensors.ts';
import { openWordpiece } from '../../daemon/embed/wordpiece.ts';
import { JUDGED_SETS, judgedQuestions } from '../bench/judged-sets.ts';
import { realModel } from '../real-model.ts';

/**
 * Measures what each channel of the inputs of MiniLM's products reaches, in full precision, on the first 100 questions of each judged
 * development set, and writes daemon/embed/activation-ranges.ts:
 * `node test/train/measure-activations.ts && oxfmt daemon/embed/activation-ranges.ts`. Some seconds. The smoothed graph is
 * another one then: its hash in pinned-model.ts follows. The output of attention is even enough without.
 */
const QUESTIONS = 100;

const files = await realModel();
if (files.kind !== 'own') throw new Error('The weights of the model are not there.');
const graph = minilmGraph(
  readSafetensors(readFileSync(join(files.weightsFolder, 'model.safetensors'))),
  'fp32',
);
const watched = graph.nodes.flatMap(({ op, inputs: [input = '', weight = ''] }) =>
  op !== 'MatMul' || /attention\.output|key|value/.test(weight)
    ? []
    : [{ product: weight.replace(/\.weight$/, ''), input }],
);
const outputs = watched.map(({ input }) => ({
  name: input,
  type: 'float' as const,
  dims: ['batch', 'tokens', 'channels'],
}));
const session = await InferenceSession.create(
  writeOnnx({ ...graph, outputs: [...graph.outputs, ...outputs] }),
  {
    intraOpNumThreads: 1,
    executionMode: 'sequential',
  },
);
const wordpiece = openWordpiece(files.tokenizer);
const reached = new Map<string, Float32Array>();
for (const set of JUDGED_SETS) {
  for (const { text } of (await judgedQuestions(set)).slice(0, QUESTIONS)) {
    const ids = wordpiece.encode(text);
    const found = await session.run({ input_ids: new Tensor('int32', ids, [1, ids.length]) });
    for (const { product, input } of watched) {
      const numbers = found[input]?.data as Float32Array;
      const most = reached.get(product) ?? new Float32Array(numbers.length / ids.length);
      for (const [at, x] of numbers.entries()) {
        most[at % most.length] = Math.max(most[at % most.length] ?? 0, Math.abs(x));
      }
      reached.set(product, most);
    }
  }
}

/** The byte whose range is nearest. */
function codeOf(range: number): number {
  const codes = Array.from({ length: 256 }, (_, code) => code);
  return codes.reduce((best, code) =>
    Math.abs(rangeOf(code) - range) < Math.abs(rangeOf(best) - range) ? code : best,
  );
}

const lines = [...reached].map(
  ([product, most]) => `  '${product}': '${Buffer.from(Array.from(most, codeOf)).toString('base64')}',`,
);
writeFileSync(
  new URL('../../daemon/embed/activation-ranges.ts', import.meta.url),
  `/** What each channel of the inputs of MiniLM's products reaches, a byte each in base64, by the product's weight: written by test/train/measure-activations.ts. */
export const ACTIVATION_RANGES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
