import type { OnnxNode, OnnxTensor } from './onnx-writer.ts';
import type { TensorReader } from './safetensors.ts';

/** Domain of the runtime's own operators. */
export const CONTRIB = 'com.microsoft';

/**
 * `int8` quantises activations with one scale a text: fastest. `int8-smooth` first evens them out, the channels by what they
 * reach (SmoothQuant, Xiao et al., ICML 2023) and the tokens by what each of them does. That takes a fifth to a third longer, and of the
 * distance to `fp32` a sixth is left (1 − cosine .0054 → .0009 on 240 questions; blocks of 128 with a scale each: .0008 in twice the time).
 */
export type Precision = 'int8' | 'int8-smooth' | 'fp32';

/** Nodes and constants of a graph that is being written. */
export class GraphInProgress {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];
  readonly weights: TensorReader;
  readonly precision: Precision;

  constructor(weights: TensorReader, precision: Precision) {
    this.weights = weights;
    this.precision = precision;
  }

  /** Adds a node with one output and returns that output's name. */
  node(op: string, inputs: readonly string[], more: Partial<OnnxNode> = {}): string {
    const output = `${op}_${this.nodes.length}`;
    this.nodes.push({ op, inputs, outputs: [output], ...more });
    return output;
  }

  constant(name: string, dims: readonly number[], values: OnnxTensor['values']): string {
    this.constants.push({ name, dims, values });
    return name;
  }

  /** Adds a float tensor of the weight file under its own name. */
  weight(name: string, dims: readonly number[]): string {
    return this.constant(name, dims, this.weights(name, dims));
  }
}
