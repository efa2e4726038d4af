import { CONTRIB } from './graph-in-progress.ts';
import type { GraphInProgress } from './graph-in-progress.ts';
import { MAX_TOKENS } from './wordpiece.ts';

/** What a key reaches, and a value seen from the mean of its text: fewer than three numbers in 10,000 go beyond it (100 passages of real pages), and are cut there. */
const REACH = { key: 8, value: 4 } as const;

/** Orders of the dimensions text, token, head, channel. */
const BY_HEAD = [0, 2, 1, 3];
const BY_HEAD_TURNED = [0, 2, 3, 1];

/** Adds what the attention of all layers shares; the graph has an input `input_ids` and a constant `axis_of_tokens`. */
export function prepareIntegerAttention(graph: GraphInProgress, heads: number, width: number): void {
  graph.constant('into_heads', [4], BigInt64Array.of(0n, 0n, BigInt(heads), BigInt(width / heads)));
  graph.constant('out_of_heads', [3], BigInt64Array.of(0n, 0n, BigInt(width)));
  graph.constant('head.root', [], Float32Array.of(1 / Math.sqrt(width / heads)));
  graph.constant('key.step', [], Float32Array.of(REACH.key / 127));
  graph.constant('value.step', [], Float32Array.of(REACH.value / 127));
  graph.constant('share.step', [], Float32Array.of(1 / 255));
  graph.constant('i8.zero', [], Int8Array.of(0));
  graph.constant('u8.zero', [], Uint8Array.of(0));

  // A product takes the mean of the values in less than a fifth of the time of `ReduceMean`.
  graph.constant('ones', [1, MAX_TOKENS], new Float32Array(MAX_TOKENS).fill(1));
  graph.constant('no_token', [1], BigInt64Array.of(0n));
  const length = graph.node('Shape', ['input_ids'], { integers: { start: 1, end: 2 } });
  const ones = graph.node('Slice', ['ones', 'no_token', length, 'axis_of_tokens']);
  const tokens = graph.node('Cast', [length], { integers: { to: 1 } });
  graph.nodes.push({ op: 'Div', inputs: [ones, tokens], outputs: ['equal.shares'] });
}

/**
 * Scaled dot-product attention (Vaswani et al., 2017) with both products in 8 bits, softmax in single precision: `query`, `key` and `value`
 * [batch, sequence, width] → the same shape. A passage of 184 pieces takes .92 of the time of the runtime's `MultiHeadAttention`
 * on a processor with AVX512-VNNI (all layers, products and norms included).
 *
 * Values are taken from their mean over the text, which is added again at the end: the shares of a token sum to 1, so that this is exact, and
 * what rounding takes from many small shares is no longer lost (cosine to fp32 .9929 without it, .9946 with it, .9953 in single precision).
 */
export function attendInIntegers(
  graph: GraphInProgress,
  [query = '', key = '', value = '']: readonly string[],
): string {
  const queries = [`${query}.u8`, `${query}.scale`, `${query}.zero`] as const;
  graph.nodes.push({ op: 'DynamicQuantizeLinear', inputs: [query], outputs: queries });
  const [query8, queryScale, queryZero] = queries;
  const key8 = graph.node('QuantizeLinear', [key, 'key.step', 'i8.zero']);
  const scores = graph.node(
    'MatMulIntegerToFloat',
    [
      inHeads(graph, query8, BY_HEAD),
      inHeads(graph, key8, BY_HEAD_TURNED),
      graph.node('Mul', [queryScale, 'head.root']),
      'key.step',
      queryZero,
      'i8.zero',
    ],
    { domain: CONTRIB },
  );
  const shares = graph.node('Softmax', [scores], { integers: { axis: -1 } });

  const mean = graph.node('MatMul', ['equal.shares', value]);
  const value8 = graph.node('QuantizeLinear', [graph.node('Sub', [value, mean]), 'value.step', 'i8.zero']);
  const share8 = graph.node('QuantizeLinear', [shares, 'share.step', 'u8.zero']);
  const mixed = graph.node(
    'MatMulIntegerToFloat',
    [share8, inHeads(graph, value8, BY_HEAD), 'share.step', 'value.step', 'u8.zero', 'i8.zero'],
    { domain: CONTRIB },
  );
  const joined = graph.node('Transpose', [mixed], { lists: { perm: BY_HEAD } });
  return graph.node('Add', [graph.node('Reshape', [joined, 'out_of_heads']), mean]);
}

/** Bytes [batch, sequence, width] as `[batch, head, …]`; turned only once they are bytes, which is a quarter of the work. */
function inHeads(graph: GraphInProgress, bytes: string, perm: readonly number[]): string {
  return graph.node('Transpose', [graph.node('Reshape', [bytes, 'into_heads'])], { lists: { perm } });
}
