import { CONTRIB, GraphInProgress } from './graph-in-progress.ts';
import type { Precision } from './graph-in-progress.ts';
import { attendInIntegers, prepareIntegerAttention } from './integer-attention.ts';
import { quantise, smoothingDivisors, transpose } from './int8-weights.ts';
import type { OnnxGraph } from './onnx-writer.ts';
import type { TensorReader } from './safetensors.ts';
import { MAX_TOKENS } from './wordpiece.ts';

const LAYERS = 6;
const HEADS = 12;
const WIDTH = 384;
const INNER = 1536;
const VOCABULARY = 30_522;
const EPSILON = 1e-12;

/** Products of one input. */
type Linears = readonly [Linear, ...Linear[]];

/** Inputs and outputs of one matrix product, `[batch, sequence, inputs] → [batch, sequence, outputs]`. */
interface Linear {
  /** Name of the weight in the safetensors file, without `.weight`. */
  readonly from: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly bias: boolean;
}

/**
 * All-MiniLM-L6-v2 as one ONNX graph: `input_ids` int32 [batch, sequence] → `embedding` float [batch, 384], mean
 * pooled and of unit length. There is no mask: every row of a batch must have the same length, at most 256.
 *
 * int8 keeps weights symmetric per output column, quantises activations per run and attends in bytes too. The shape was measured on CPU:
 * `Add` + `LayerNormalization` is five times faster than the fused skip operator, a bias inside the product and plain
 * `Gelu` beat the fused bias operator, and no mask saves a tenth.
 */
export function minilmGraph(weights: TensorReader, precision: Precision): OnnxGraph {
  const graph = new GraphInProgress(weights, precision);
  if (precision === 'int8') prepareIntegerAttention(graph, HEADS, WIDTH);
  if (precision === 'int8-smooth') graph.constant('axis_of_channels', [1], BigInt64Array.of(-1n));
  let hidden = embedTokens(graph);
  for (let layer = 0; layer < LAYERS; layer++) hidden = addLayer(graph, hidden, `encoder.layer.${layer}`);
  graph.constant('axis_of_tokens', [1], BigInt64Array.of(1n));
  const pooled = graph.node('ReduceMean', [hidden, 'axis_of_tokens'], { integers: { keepdims: 0 } });
  graph.nodes.push({
    op: 'LpNormalization',
    inputs: [pooled],
    outputs: ['embedding'],
    integers: { axis: -1, p: 2 },
  });
  return {
    name: `all-MiniLM-L6-v2 ${precision}`,
    nodes: graph.nodes,
    constants: graph.constants,
    inputs: [{ name: 'input_ids', type: 'int32', dims: ['batch', 'sequence'] }],
    outputs: [{ name: 'embedding', type: 'float', dims: ['batch', WIDTH] }],
    operatorSets: { '': 18, [CONTRIB]: 1 },
  };
}

function embedTokens(graph: GraphInProgress): string {
  const { weights } = graph;
  const words = weights('embeddings.word_embeddings.weight', [VOCABULARY, WIDTH]);
  const positions = weights('embeddings.position_embeddings.weight', [512, WIDTH]).slice(
    0,
    MAX_TOKENS * WIDTH,
  );
  const types = weights('embeddings.token_type_embeddings.weight', [2, WIDTH]);
  for (let i = 0; i < positions.length; i++) positions[i] = (positions[i] ?? 0) + (types[i % WIDTH] ?? 0);

  graph.constant('from_start', [1], BigInt64Array.of(0n));
  graph.constant('positions', [MAX_TOKENS, WIDTH], positions);
  const length = graph.node('Shape', ['input_ids'], { integers: { start: 1, end: 2 } });
  const position = graph.node('Slice', ['positions', 'from_start', length]);
  const summed = graph.node('Add', [gatherWords(graph, words), position]);
  return normalise(graph, summed, 'embeddings.LayerNorm');
}

function gatherWords(graph: GraphInProgress, words: Float32Array): string {
  if (graph.precision === 'fp32') {
    return graph.node('Gather', [graph.constant('words', [VOCABULARY, WIDTH], words), 'input_ids']);
  }
  const { values, scales } = quantise(words, VOCABULARY, WIDTH);
  graph.constant('words', [VOCABULARY, WIDTH], values);
  graph.constant('words.scale', [VOCABULARY, 1], scales);
  const whole = graph.node('Cast', [graph.node('Gather', ['words', 'input_ids'])], { integers: { to: 1 } });
  return graph.node('Mul', [whole, graph.node('Gather', ['words.scale', 'input_ids'])]);
}

function addLayer(graph: GraphInProgress, input: string, layer: string): string {
  const self = `${layer}.attention.self`;
  const attended = attend(graph, input, self);
  const output = `${layer}.attention.output`;
  const dense = multiply(graph, attended, [square(`${output}.dense`, true)]);
  const middle = normalise(graph, graph.node('Add', [...dense, input]), `${output}.LayerNorm`);

  const widen = { from: `${layer}.intermediate.dense`, inputs: WIDTH, outputs: INNER, bias: true };
  const inner = graph.node('Gelu', multiply(graph, middle, [widen]), { domain: CONTRIB });
  const narrow = { from: `${layer}.output.dense`, inputs: INNER, outputs: WIDTH, bias: true };
  const down = multiply(graph, inner, [narrow]);
  return normalise(graph, graph.node('Add', [...down, middle]), `${layer}.output.LayerNorm`);
}

function attend(graph: GraphInProgress, input: string, self: string): string {
  if (graph.precision === 'int8') {
    const projected = multiply(graph, input, [
      square(`${self}.query`, true),
      // A bias of the keys would add the same to all scores of a token, which softmax takes away again.
      square(`${self}.key`, false),
      square(`${self}.value`, true),
    ]);
    return attendInIntegers(graph, projected);
  }
  const bias = new Float32Array(3 * WIDTH);
  for (const [index, part] of ['query', 'key', 'value'].entries())
    bias.set(graph.weights(`${self}.${part}.bias`, [WIDTH]), index * WIDTH);
  graph.constant(`${self}.bias`, [3 * WIDTH], bias);
  const projected = multiply(graph, input, [
    square(`${self}.query`, false),
    square(`${self}.key`, false),
    square(`${self}.value`, false),
  ]);
  return graph.node('MultiHeadAttention', [...projected, `${self}.bias`], {
    domain: CONTRIB,
    integers: { num_heads: HEADS },
  });
}

function square(from: string, bias: boolean): Linear {
  return { from, inputs: WIDTH, outputs: WIDTH, bias };
}

/** Multiplies one input by several weights, quantising it once. */
function multiply(graph: GraphInProgress, input: string, linears: Linears): string[] {
  if (graph.precision === 'fp32') return linears.map((linear) => multiplyFloat(graph, input, linear));
  const { even, divisors, largest } =
    graph.precision === 'int8'
      ? { even: input, divisors: null, largest: null }
      : evenOut(graph, input, linears);
  const quantised = [`${even}.u8`, `${even}.scale`, `${even}.zero`] as const;
  graph.nodes.push({ op: 'DynamicQuantizeLinear', inputs: [even], outputs: quantised });
  const [u8, scale, zero] = quantised;
  return linears.map(({ from, inputs, outputs, bias }) => {
    const weight = graph.weights(`${from}.weight`, [outputs, inputs]);
    if (divisors !== null)
      for (const [at, x] of weight.entries()) weight[at] = x * (divisors[at % inputs] ?? 1);
    const { values, scales } = quantise(weight, outputs, inputs);
    graph.constant(`${from}.i8`, [inputs, outputs], transpose(values, outputs, inputs));
    graph.constant(`${from}.scale`, [outputs], scales);
    const added = bias ? graph.weight(`${from}.bias`, [outputs]) : null;
    const fused = added === null || largest !== null ? [] : ['', added];
    const operands = [u8, `${from}.i8`, scale, `${from}.scale`, zero, ...fused];
    const product = graph.node('MatMulIntegerToFloat', operands, { domain: CONTRIB });
    if (largest === null) return product;
    const whole = graph.node('Mul', [product, largest]);
    return added === null ? whole : graph.node('Add', [whole, added]);
  });
}

/** An input as it is quantised best: its channels divided by what they reach, where that is known, and its tokens by their largest number. */
function evenOut(graph: GraphInProgress, input: string, linears: Linears) {
  const [{ from, inputs, bias }] = linears;
  const weights = linears.map(({ from: name, outputs }) =>
    graph.weights(`${name}.weight`, [outputs, inputs]),
  );
  const divisors = smoothingDivisors(from, weights);
  const divided =
    divisors === null
      ? input
      : graph.node('Div', [input, graph.constant(`${from}.divisors`, [inputs], divisors)]);
  // Attention's projections are even enough, and add their bias elsewhere.
  if (!bias) return { even: divided, divisors, largest: null };
  const largest = graph.node('ReduceMax', [graph.node('Abs', [divided]), 'axis_of_channels']);
  return { even: graph.node('Div', [divided, largest]), divisors, largest };
}

function multiplyFloat(
  graph: GraphInProgress,
  input: string,
  { from, inputs, outputs, bias }: Linear,
): string {
  const weight = graph.weights(`${from}.weight`, [outputs, inputs]);
  graph.constant(`${from}.weight`, [inputs, outputs], transpose(weight, outputs, inputs));
  const product = graph.node('MatMul', [input, `${from}.weight`]);
  return bias ? graph.node('Add', [product, graph.weight(`${from}.bias`, [outputs])]) : product;
}

function normalise(graph: GraphInProgress, input: string, from: string): string {
  const scale = graph.weight(`${from}.weight`, [WIDTH]);
  const bias = graph.weight(`${from}.bias`, [WIDTH]);
  return graph.node('LayerNormalization', [input, scale, bias], {
    integers: { axis: -1 },
    floats: { epsilon: EPSILON },
  });
}
