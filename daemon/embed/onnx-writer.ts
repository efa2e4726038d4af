/** A constant of the graph; the type of `values` decides the type of the tensor. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | Int8Array | Uint8Array | BigInt64Array;
}

export interface OnnxNode {
  readonly op: string;
  /** An empty name leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  readonly integers?: Readonly<Record<string, number>>;
  readonly lists?: Readonly<Record<string, readonly number[]>>;
  readonly floats?: Readonly<Record<string, number>>;
}

/** A graph input or output; a dimension given by name is free. */
export interface OnnxValue {
  readonly name: string;
  readonly type: 'float' | 'int32' | 'int64';
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Operator set version by domain; '' is ONNX's own. */
  readonly operatorSets: Readonly<Record<string, number>>;
}

/** Pieces of an encoded message, in order; large tensors are never copied until the file is joined. */
type Encoded = readonly Uint8Array[];

const IR_VERSION = 8;
const ELEMENT = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
const ATTRIBUTE = { float: 1, integer: 2, integers: 7 } as const;
const text = new TextEncoder();

/** Encodes a graph as an ONNX file (protobuf, field numbers of onnx.proto3); the same graph always gives the same bytes. */
export function writeOnnx(graph: OnnxGraph): Uint8Array {
  const body = [
    ...graph.nodes.flatMap((node) => nested(1, encodeNode(node))),
    ...string(2, graph.name),
    ...graph.constants.flatMap((constant) => nested(5, encodeTensor(constant))),
    ...graph.inputs.flatMap((value) => nested(11, encodeValue(value))),
    ...graph.outputs.flatMap((value) => nested(12, encodeValue(value))),
  ];
  const operatorSets = Object.entries(graph.operatorSets).flatMap(([domain, version]) =>
    nested(8, [...string(1, domain), ...integer(2, version)]),
  );
  return join([...integer(1, IR_VERSION), ...nested(7, body), ...operatorSets]);
}

function encodeNode(node: OnnxNode): Encoded {
  return [
    ...node.inputs.flatMap((name) => string(1, name)),
    ...node.outputs.flatMap((name) => string(2, name)),
    ...string(4, node.op),
    ...Object.entries(node.integers ?? {}).flatMap(([name, value]) =>
      nested(5, [...string(1, name), ...integer(3, value), ...integer(20, ATTRIBUTE.integer)]),
    ),
    ...Object.entries(node.lists ?? {}).flatMap(([name, values]) => {
      const numbers = values.flatMap((value) => integer(8, value));
      return nested(5, [...string(1, name), ...numbers, ...integer(20, ATTRIBUTE.integers)]);
    }),
    ...Object.entries(node.floats ?? {}).flatMap(([name, value]) =>
      nested(5, [...string(1, name), ...float(2, value), ...integer(20, ATTRIBUTE.float)]),
    ),
    ...(node.domain === undefined ? [] : string(7, node.domain)),
  ];
}

function encodeTensor({ name, dims, values }: OnnxTensor): Encoded {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [
    ...dims.flatMap((size) => integer(1, size)),
    ...integer(2, elementOf(values)),
    ...string(8, name),
    ...nested(9, [raw]),
  ];
}

function elementOf(values: OnnxTensor['values']): number {
  if (values instanceof Float32Array) return ELEMENT.float;
  if (values instanceof Int8Array) return ELEMENT.int8;
  return values instanceof Uint8Array ? ELEMENT.uint8 : ELEMENT.int64;
}

function encodeValue({ name, type, dims }: OnnxValue): Encoded {
  const shape = dims.flatMap((size) =>
    nested(1, typeof size === 'number' ? integer(1, size) : string(2, size)),
  );
  const tensor = [...integer(1, ELEMENT[type]), ...nested(2, shape)];
  return [...string(1, name), ...nested(2, nested(1, tensor))];
}

function integer(field: number, value: number): Encoded {
  return [varint(field * 8), varint(value < 0 ? BigInt.asUintN(64, BigInt(value)) : value)];
}

function float(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint(field * 8 + 5), bytes];
}

function string(field: number, value: string): Encoded {
  return nested(field, [text.encode(value)]);
}

/** A length and then the bytes: what protobuf does with strings, bytes and messages alike. */
function nested(field: number, content: Encoded): Encoded {
  return [varint(field * 8 + 2), varint(content.reduce((sum, part) => sum + part.length, 0)), ...content];
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function join(parts: Encoded): Uint8Array {
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
