import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { writeOnnx } from './onnx-writer.ts';
import type { OnnxGraph } from './onnx-writer.ts';

/** `y = leaky(x[:, :2] + (1, −1))` with a slope of 0.5, turned twice: every kind of tensor, attribute and dimension once. */
const graph: OnnxGraph = {
  name: 'example',
  nodes: [
    { op: 'Slice', inputs: ['x', 'from', 'to', 'axis'], outputs: ['first'] },
    { op: 'Cast', inputs: ['shift'], outputs: ['shift_float'], integers: { to: 1 } },
    { op: 'Add', inputs: ['first', 'shift_float'], outputs: ['sum'] },
    { op: 'Mul', inputs: ['sum', 'one'], outputs: ['same'] },
    { op: 'Transpose', inputs: ['same'], outputs: ['turned'], lists: { perm: [1, 0] } },
    { op: 'Transpose', inputs: ['turned'], outputs: ['back'], lists: { perm: [1, 0] } },
    { op: 'LeakyRelu', inputs: ['back'], outputs: ['y'], floats: { alpha: 0.5 } },
  ],
  constants: [
    { name: 'from', dims: [1], values: BigInt64Array.of(0n) },
    { name: 'to', dims: [1], values: BigInt64Array.of(2n) },
    { name: 'axis', dims: [1], values: BigInt64Array.of(-1n) },
    { name: 'shift', dims: [2], values: Int8Array.of(1, -1) },
    { name: 'one', dims: [], values: Float32Array.of(1) },
  ],
  inputs: [{ name: 'x', type: 'float', dims: ['rows', 3] }],
  outputs: [{ name: 'y', type: 'float', dims: ['rows', 2] }],
  operatorSets: { '': 18 },
};

test('writes a file the runtime reads and computes', async () => {
  const session = await InferenceSession.create(writeOnnx(graph));
  const output = await session.run({ x: new Tensor('float32', Float32Array.of(1, 1, 9, -5, 0, 9), [2, 3]) });
  expect(output['y']?.dims).toEqual([2, 2]);
  expect([...((output['y']?.data ?? []) as Float32Array)]).toEqual([2, 0, -2, -0.5]);
  await session.release();
});

test('writes the same bytes for the same graph', () => {
  expect(writeOnnx(graph)).toEqual(writeOnnx(structuredClone(graph)));
});
