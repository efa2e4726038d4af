import type { Thumbnail } from '../../shared/contract/image.ts';

/** What a picture's first bytes say of it; sides in pixels. */
export interface PictureHeader {
  readonly type: Thumbnail['type'];
  readonly width: number;
  readonly height: number;
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');

/** Reads the header of a WebP, JPEG or PNG that begins and ends as one; null for anything else. Nothing is decoded. */
export function pictureHeader(bytes: Buffer): PictureHeader | null {
  // Every field read below stands within the first bytes, or is looked for within bounds.
  if (bytes.length < 30) return null;
  return readPng(bytes) ?? readWebp(bytes) ?? readJpeg(bytes);
}

/** PNG, section 11.2.2: the first chunk is IHDR, which begins with both sides; the last one is IEND. */
function readPng(bytes: Buffer): PictureHeader | null {
  if (!bytes.subarray(0, 16).equals(PNG) || !bytes.subarray(-12).equals(PNG_END)) return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** RFC 9649: a RIFF file that fills the bytes; its first chunk is lossy, lossless, or a header for more. */
function readWebp(bytes: Buffer): PictureHeader | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return null;
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return null;
  const type = 'image/webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      if (bytes.readUIntBE(23, 3) !== 0x9d012a) return null;
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return null;
      const sides = bytes.readUInt32LE(21);
      return { type, width: (sides & 0x3fff) + 1, height: ((sides >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

/** ITU T.81, annex B: segments from SOI on, each with its length, until the frame header says the sides; EOI ends it. */
function readJpeg(bytes: Buffer): PictureHeader | null {
  if (bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return null;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
  }
  return null;
}
