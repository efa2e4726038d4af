import { crc32 } from 'node:zlib';

/**
 * Checksum of a row's values, an unsigned 32-bit integer. A CRC tells every single changed bit, and other damage but once
 * in four thousand million times, at a fraction of what a cryptographic hash costs: damage has no intent. Type and length
 * stand before each value, so that no two rows read the same.
 */
export function rowSum(values: readonly unknown[]): number {
  let sum = 0;
  let text = '';
  for (const value of values) {
    if (Buffer.isBuffer(value)) {
      sum = crc32(value, crc32(`${text}b${value.length}:`, sum));
      text = '';
    } else if (typeof value === 'string') text += `s${value.length}:${value}`;
    else text += `${typeof value}${String(value)};`;
  }
  return crc32(text, sum);
}
