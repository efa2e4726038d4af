import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { GraphInProgress } from './graph-in-progress.ts';
import { attendInIntegers, prepareIntegerAttention } from './integer-attention.ts';
import { writeOnnx } from './onnx-writer.ts';

const HEADS = 2;
const WIDTH = 64;
const TOKENS = 150;
const TEXTS = 2;

/** Numbers between −1 and 1 that look random, the same ones every time. */
function numbers(seed: number): Float32Array {
  return Float32Array.from({ length: TEXTS * TOKENS * WIDTH }, (_, at) => {
    const turn = Math.sin((at + 1) * 12.9898 + seed * 78.233) * 43_758.5453;
    return 2 * (turn - Math.floor(turn)) - 1;
  });
}

type Inputs = Readonly<Record<'query' | 'key' | 'value', Float32Array>>;

async function attended(inputs: Inputs): Promise<Float32Array> {
  const graph = new GraphInProgress(() => new Float32Array(), 'int8');
  prepareIntegerAttention(graph, HEADS, WIDTH);
  graph.constant('axis_of_tokens', [1], BigInt64Array.of(1n));
  const output = attendInIntegers(graph, ['query', 'key', 'value']);
  const dims = ['batch', 'sequence', WIDTH];
  const session = await InferenceSession.create(
    writeOnnx({
      name: 'attention',
      nodes: graph.nodes,
      constants: graph.constants,
      inputs: [
        { name: 'input_ids', type: 'int32', dims: ['batch', 'sequence'] },
        ...Object.keys(inputs).map((name) => ({ name, type: 'float' as const, dims })),
      ],
      outputs: [{ name: output, type: 'float', dims }],
      operatorSets: { '': 18, 'com.microsoft': 1 },
    }),
  );
  const shape = [TEXTS, TOKENS, WIDTH];
  const found = await session.run({
    input_ids: new Tensor('int32', new Int32Array(TEXTS * TOKENS), [TEXTS, TOKENS]),
    query: new Tensor('float32', inputs.query, shape),
    key: new Tensor('float32', inputs.key, shape),
    value: new Tensor('float32', inputs.value, shape),
  });
  await session.release();
  return found[output]?.data as Float32Array;
}

/** Scaled dot-product attention as it is written down, one text, head and token after the other. */
function expected({ query, key, value }: Inputs): Float32Array {
  const channels = WIDTH / HEADS;
  const at = (text: number, token: number, channel: number) => (text * TOKENS + token) * WIDTH + channel;
  const out = new Float32Array(query.length);
  for (let text = 0; text < TEXTS; text++) {
    for (let first = 0; first < WIDTH; first += channels) {
      for (let token = 0; token < TOKENS; token++) {
        const weights = Array.from({ length: TOKENS }, (_, other) => {
          let dot = 0;
          for (let c = first; c < first + channels; c++)
            dot += (query[at(text, token, c)] ?? 0) * (key[at(text, other, c)] ?? 0);
          return Math.exp(dot / Math.sqrt(channels));
        });
        const sum = weights.reduce((a, b) => a + b);
        for (const [other, weight] of weights.entries()) {
          for (let c = first; c < first + channels; c++)
            out[at(text, token, c)] =
              (out[at(text, token, c)] ?? 0) + (weight / sum) * (value[at(text, other, c)] ?? 0);
        }
      }
    }
  }
  return out;
}

/** Root of the mean squared difference, as a share of the expected numbers' own. */
function distance(found: Float32Array, wanted: Float32Array): number {
  const square = (of: (at: number) => number) => wanted.reduce((sum, _, at) => sum + of(at) ** 2, 0);
  const off = square((at) => (found[at] ?? 0) - (wanted[at] ?? 0));
  return Math.sqrt(off / square((at) => wanted[at] ?? 0));
}

test('attention in bytes is attention, for every text of a batch and every head', async () => {
  const inputs = {
    query: numbers(1).map((x) => 4 * x),
    key: numbers(2).map((x) => 4 * x),
    value: numbers(3),
  };
  expect(distance(await attended(inputs), expected(inputs))).toBeLessThan(0.03);
});

test('many shares, each too small for a byte, lose nothing of what all values have in common', async () => {
  const inputs = { query: numbers(1).fill(0), key: numbers(2), value: numbers(3).map((x) => 3 + x) };
  expect(distance(await attended(inputs), expected(inputs))).toBeLessThan(0.01);
});
