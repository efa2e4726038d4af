import { Failure } from '../failure.ts';

/** Finds a float32 tensor by name and exact shape; absent, damaged or of another type is `data-damaged`. */
export type TensorReader = (name: string, shape: readonly number[]) => Float32Array;

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Reads a safetensors file: 8 bytes of header length, a JSON header, then the tensors, little-endian. */
export function readSafetensors(file: Uint8Array): TensorReader {
  const { header, body } = splitHeader(file);
  return (name, shape) => {
    const entry = header[name];
    if (entry?.dtype !== 'F32' || entry.shape.join() !== shape.join()) {
      throw damaged(`has no float32 tensor ${name} of shape ${shape.join(' × ')}`);
    }
    const [start, end] = entry.data_offsets;
    const bytes = body.slice(start, end);
    if (bytes.length !== 4 * shape.reduce((product, size) => product * size, 1)) {
      throw damaged(`ends inside the tensor ${name}`);
    }
    // The slice above is a copy: offsets in the file need not be multiples of four.
    return new Float32Array(bytes.buffer, 0, bytes.length / 4);
  };
}

function splitHeader(file: Uint8Array): { header: Record<string, TensorEntry>; body: Uint8Array } {
  if (file.length < 8) throw damaged('is empty');
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - 8) throw damaged('ends inside its header');
  const body = new Uint8Array(file.buffer, file.byteOffset + 8 + length, file.length - 8 - length);
  try {
    const text = new TextDecoder().decode(file.subarray(8, 8 + length));
    return { header: JSON.parse(text) as Record<string, TensorEntry>, body };
  } catch (cause) {
    throw damaged('has an unreadable header', cause);
  }
}

function damaged(what: string, cause?: unknown): Failure {
  return new Failure('data-damaged', `The model's weight file ${what}.`, { cause });
}
