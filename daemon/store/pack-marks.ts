/** A page's marks as they are kept: each once, in ascending order, 64-bit floats in little-endian order, which hold their 52 bits. */
export function packMarks(marks: readonly number[]): Buffer {
  const unique = [...new Set(marks)].toSorted((a, b) => a - b);
  const packed = Buffer.alloc(unique.length * 8);
  for (const [at, mark] of unique.entries()) packed.writeDoubleLE(mark, at * 8);
  return packed;
}

/** The marks again, in ascending order. */
export function unpackMarks(packed: Buffer): number[] {
  return Array.from({ length: packed.length >> 3 }, (_, at) => packed.readDoubleLE(at * 8));
}
