// How a backup lies on disk. All numbers are unsigned and big-endian.
//
//   8 bytes   "PGKBACK1"
//   4 bytes   length of the header
//   header    JSON: {"created_at": ISO 8601, "encryption": null | {"kdf": "scrypt", "N", "r", "p", "salt", "check"}}
//   frames    4 bytes length of the payload, its highest bit set on the last one; payload; 16 bytes tag
//
// Encrypted, a payload is AES-256-GCM under the key of this file alone (its salt is random), the nonce is the frame's
// number, and the tag also covers header and last bit: frames cannot be changed, dropped, added, moved or cut off.
// Else the tag is the beginning of the SHA-256 of the same: it tells damage, not intent.
// The payloads together are one zstd stream; what is in it stands in backup-content.ts.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { Failure } from '../failure.ts';

export const FRAME_BYTES = 1024 * 1024;
export const TAG_BYTES = 16;
const LAST = 0x8000_0000;

/** Turns one payload into a frame's bytes and back; frames are numbered from 0. */
export interface Seal {
  close(number: number, last: boolean, payload: Buffer): Buffer;
  /** Throws `data-damaged` for a frame that is not as it was written. */
  open(number: number, last: boolean, body: Buffer): Buffer;
}

/** The seal of a file: `header` is everything before the first frame; without a key it only checks. */
export function sealOf(header: Buffer, key: Buffer | null): Seal {
  const context = createHash('sha256').update(header).digest();
  return key === null ? checking(context) : encrypting(context, key);
}

/** Length and last bit, as they stand before a payload. */
export function frameHead(payloadBytes: number, last: boolean): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(last ? payloadBytes + LAST : payloadBytes);
  return head;
}

/** Reads a frame's first four bytes; `data-damaged` where no frame can be that long. */
export function readFrameHead(head: Buffer): { payloadBytes: number; last: boolean } {
  const value = head.readUInt32BE();
  const last = value >= LAST;
  const payloadBytes = last ? value - LAST : value;
  if (payloadBytes > FRAME_BYTES) throw damagedBackup();
  return { payloadBytes, last };
}

function checking(context: Buffer): Seal {
  const tagOf = (number: number, last: boolean, payload: Buffer): Buffer =>
    createHash('sha256').update(aboutFrame(context, last)).update(nonceOf(number)).update(payload).digest();
  return {
    close: (number, last, payload) =>
      Buffer.concat([payload, tagOf(number, last, payload).subarray(0, TAG_BYTES)]),
    open(number, last, body) {
      const payload = body.subarray(0, -TAG_BYTES);
      const tag = tagOf(number, last, payload).subarray(0, TAG_BYTES);
      if (!tag.equals(body.subarray(-TAG_BYTES))) throw damagedBackup();
      return payload;
    },
  };
}

function encrypting(context: Buffer, key: Buffer): Seal {
  return {
    close(number, last, payload) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
      cipher.setAAD(aboutFrame(context, last));
      return Buffer.concat([cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
    },
    open(number, last, body) {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: TAG_BYTES });
      decipher.setAAD(aboutFrame(context, last)).setAuthTag(body.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw damagedBackup(cause);
      }
    },
  };
}

function aboutFrame(context: Buffer, last: boolean): Buffer {
  return Buffer.concat([context, Buffer.from([last ? 1 : 0])]);
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 4);
  return nonce;
}

/** Says that a backup is not as it was written. */
export function damagedBackup(cause?: unknown): Failure {
  return new Failure('data-damaged', 'The backup is damaged. Nothing was changed; use another one.', {
    cause,
  });
}
