import { expect, test } from 'vitest';
import { readSafetensors } from './safetensors.ts';

function safetensors(header: unknown, body: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(body, 8 + text.length);
  return file;
}

const numbers = Float32Array.of(1.5, -2, 0.25, 8);
const body = new Uint8Array([0xff, ...new Uint8Array(numbers.buffer)]);
const file = safetensors(
  {
    __metadata__: { format: 'pt' },
    odd: { dtype: 'F32', shape: [2, 2], data_offsets: [1, 17] },
    half: { dtype: 'F16', shape: [2], data_offsets: [1, 5] },
    short: { dtype: 'F32', shape: [5], data_offsets: [1, 21] },
  },
  body,
);

test('reads a tensor at an offset that is no multiple of four', () => {
  expect([...readSafetensors(file)('odd', [2, 2])]).toEqual([...numbers]);
});

test.each([
  ['absent', 'none', [2]],
  ['of another type', 'half', [2]],
  ['of another shape', 'odd', [4]],
  ['that ends after the file', 'short', [5]],
])('refuses a tensor %s', (_why, name, shape) => {
  expect(() => readSafetensors(file)(name, shape)).toThrow(expect.objectContaining({ code: 'data-damaged' }));
});

test.each([
  ['empty', new Uint8Array(0)],
  ['cut inside its header', file.slice(0, 20)],
  ['with a header that is not JSON', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7b)],
])('refuses a file %s', (_why, damaged) => {
  expect(() => readSafetensors(damaged)).toThrow(expect.objectContaining({ code: 'data-damaged' }));
});
