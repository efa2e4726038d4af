import type { Lexicon } from './lexicon-features.ts';

/**
 * Boosted trees laid end to end. A node is three numbers: its split, which has the feature in its lower bits and the bin
 * above them, then where its left and its right child begin. A row goes left when its bin of that feature is not above the
 * split's; a child below 0 is leaf ~child.
 */
export interface Forest {
  readonly base: number;
  readonly roots: Int32Array;
  readonly nodes: Int32Array;
  readonly value: Float32Array;
}

/** Of a split in RAM. */
export const FEATURE_BITS = 16;

/** What scoring needs: upper edges of every feature's bins, the trees, and the lexicon. */
export interface BlockModel {
  readonly edges: readonly Float32Array[];
  readonly forest: Forest;
  readonly lexicon: Lexicon;
}

/** A model as it is kept in a source file. */
export interface PackedModel {
  readonly trees: string;
  readonly names: string;
  readonly values: string;
}

/** The bit that tells a leaf from a split; the others are its value in steps, and half of all steps is 0. */
export const LEAF = 0x8000;
export const LEAF_ZERO = 0x4000;
export const LEAF_STEP = 1 / 8192;
/** The lower bits of a split are its bin, the upper ones its feature. */
export const BIN_BITS = 6;
/** A lexicon value is a character; this one is 0, and so many steps lie on each side of it. */
export const LEXICON_ZERO = 80;
export const LEXICON_STEPS = 45;
export const LEXICON_STEP = 1 / 10;

/**
 * Reads a packed model. `trees` is base64 of little-endian bytes: uint16 features; per feature a uint8, how many edges it has; all edges as float32, in planes;
 * float32 base, uint16 trees; then a uint16 for every split and leaf of every tree from its root down, left before right, in planes.
 * In planes: first the lowest byte of every number, then the next of every number, because like bytes shrink together.
 * `names` are joined by line breaks; `values` has one character for each.
 */
export function readModel(packed: PackedModel): BlockModel {
  const bytes = Uint8Array.from(atob(packed.trees), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const counts = bytes.subarray(2, 2 + view.getUint16(0, true));
  const count = counts.reduce((sum, one) => sum + one, 0);
  const edgesAt = 2 + counts.length;
  const all = new Float32Array(fromPlanes(bytes.subarray(edgesAt, edgesAt + 4 * count), 4).buffer);
  let edge = 0;
  const edges = Array.from(counts, (one) => all.subarray(edge, (edge += one)));
  const forestAt = edgesAt + 4 * count;
  const codes = new Uint16Array(fromPlanes(bytes.subarray(forestAt + 6), 2).buffer);
  const forest = readForest(codes, view.getFloat32(forestAt, true), view.getUint16(forestAt + 4, true));
  const lexicon = new Map(
    packed.names
      .split('\n')
      .map((name, i) => [name, (packed.values.charCodeAt(i) - LEXICON_ZERO) * LEXICON_STEP]),
  );
  return { edges, forest, lexicon };
}

/** Numbers of `size` bytes put together from their planes. */
function fromPlanes(planes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(planes.length);
  const count = planes.length / size;
  for (let i = 0; i < bytes.length; i++) bytes[i] = planes[(i % size) * count + Math.floor(i / size)] ?? 0;
  return bytes;
}

function readForest(codes: Uint16Array, base: number, trees: number): Forest {
  const nodes: number[] = [];
  const value: number[] = [];
  let at = 0;
  const readNode = (): number => {
    const code = codes[at++] ?? LEAF;
    if (code >= LEAF) return ~(value.push((code - LEAF - LEAF_ZERO) * LEAF_STEP) - 1);
    const bin = code & (2 ** BIN_BITS - 1);
    const node = nodes.push((code >> BIN_BITS) | (bin << FEATURE_BITS), -1, -1) - 3;
    nodes[node + 1] = readNode();
    nodes[node + 2] = readNode();
    return node;
  };
  return {
    base,
    roots: Int32Array.from({ length: trees }, readNode),
    nodes: Int32Array.from(nodes),
    value: Float32Array.from(value),
  };
}
