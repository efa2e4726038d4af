import { writeOnnx } from '../daemon/embed/onnx-writer.ts';
import type { OnnxNode, OnnxTensor } from '../daemon/embed/onnx-writer.ts';
import type { TensorReader } from '../daemon/embed/safetensors.ts';

const WIDTH = 384;
const INNER = 1536;
const HEADS = 12;
const VOCABULARY = 30_522;

/**
 * MiniLM in full precision as common exporters write it: standard operators, a mask, hidden states out. It is what
 * Transformers.js runs by default, on the very weights our own graph is made of.
 */
export function writeStandardGraph(weights: TensorReader): Uint8Array {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const add = (op: string, inputs: readonly string[], more: Partial<OnnxNode> = {}): string => {
    const output = `${op}_${nodes.length}`;
    nodes.push({ op, inputs, outputs: [output], ...more });
    return output;
  };
  const constant = (name: string, dims: readonly number[], values: OnnxTensor['values']): string => {
    if (constants.every((known) => known.name !== name)) constants.push({ name, dims, values });
    return name;
  };
  const weight = (name: string, dims: readonly number[]) => constant(name, dims, weights(name, dims));
  const number = (value: number) => constant(`number ${value}`, [], Float32Array.of(value));
  const whole = (...values: number[]) =>
    constant(`whole ${values.join()}`, [values.length], BigInt64Array.from(values, BigInt));

  const linear = (input: string, from: string, inputs: number, outputs: number): string => {
    const matrix = weights(`${from}.weight`, [outputs, inputs]);
    const turned = Float32Array.from(
      matrix,
      (_, i) => matrix[(i % outputs) * inputs + Math.floor(i / outputs)] ?? 0,
    );
    const product = add('MatMul', [input, constant(`${from}.weight`, [inputs, outputs], turned)]);
    return add('Add', [product, weight(`${from}.bias`, [outputs])]);
  };
  const normalise = (input: string, from: string): string =>
    add('LayerNormalization', [input, weight(`${from}.weight`, [WIDTH]), weight(`${from}.bias`, [WIDTH])], {
      integers: { axis: -1 },
      floats: { epsilon: 1e-12 },
    });
  const heads = (input: string, perm: readonly number[]): string =>
    add('Transpose', [add('Reshape', [input, whole(0, 0, HEADS, WIDTH / HEADS)])], { lists: { perm } });

  const words = add('Gather', [
    weight('embeddings.word_embeddings.weight', [VOCABULARY, WIDTH]),
    'input_ids',
  ]);
  const types = add('Gather', [
    weight('embeddings.token_type_embeddings.weight', [2, WIDTH]),
    'token_type_ids',
  ]);
  const length = add('Shape', ['input_ids'], { integers: { start: 1, end: 2 } });
  const table = weight('embeddings.position_embeddings.weight', [512, WIDTH]);
  const positions = add('Slice', [table, whole(0), length]);
  let hidden = normalise(add('Add', [add('Add', [words, types]), positions]), 'embeddings.LayerNorm');
  const seen = add('Cast', [add('Unsqueeze', ['attention_mask', whole(1, 2)])], { integers: { to: 1 } });
  const mask = add('Mul', [add('Sub', [number(1), seen]), number(-10_000)]);

  for (let layer = 0; layer < 6; layer++) {
    const at = `encoder.layer.${layer}`;
    const project = (part: string) => linear(hidden, `${at}.attention.self.${part}`, WIDTH, WIDTH);
    const query = heads(project('query'), [0, 2, 1, 3]);
    const key = heads(project('key'), [0, 2, 3, 1]);
    const value = heads(project('value'), [0, 2, 1, 3]);
    const scores = add('Div', [add('MatMul', [query, key]), number(Math.sqrt(WIDTH / HEADS))]);
    const attention = add('Softmax', [add('Add', [scores, mask])], { integers: { axis: -1 } });
    const mixed = add('Transpose', [add('MatMul', [attention, value])], { lists: { perm: [0, 2, 1, 3] } });
    const joined = add('Reshape', [mixed, whole(0, 0, WIDTH)]);
    const attended = linear(joined, `${at}.attention.output.dense`, WIDTH, WIDTH);
    const middle = normalise(add('Add', [attended, hidden]), `${at}.attention.output.LayerNorm`);
    const inner = linear(middle, `${at}.intermediate.dense`, WIDTH, INNER);
    const error = add('Add', [add('Erf', [add('Div', [inner, number(Math.SQRT2)])]), number(1)]);
    const active = add('Mul', [add('Mul', [inner, error]), number(0.5)]);
    const down = linear(active, `${at}.output.dense`, INNER, WIDTH);
    hidden = normalise(add('Add', [down, middle]), `${at}.output.LayerNorm`);
  }
  nodes.push({ op: 'Identity', inputs: [hidden], outputs: ['last_hidden_state'] });

  const dims = ['batch', 'sequence'];
  return writeOnnx({
    name: 'MiniLM, standard operators',
    nodes,
    constants,
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({ name, type: 'int64', dims })),
    outputs: [{ name: 'last_hidden_state', type: 'float', dims: [...dims, WIDTH] }],
    operatorSets: { '': 18 },
  });
}
