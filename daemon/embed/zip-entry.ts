import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { Failure } from '../failure.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** Opens one file of a zip archive (PKWARE APPNOTE 4.3, without zip64) and returns its bytes; anything unreadable is `data-damaged`. */
export async function readZipEntry(archivePath: string, name: string): Promise<Uint8Array> {
  const archive = await open(archivePath);
  try {
    const entry = findEntry(await readDirectory(archive), name);
    const local = await readAt(archive, entry.offset, LOCAL_SIZE);
    const start = entry.offset + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28);
    const packed = await readAt(archive, start, entry.packedSize);
    if (entry.method === STORED) return packed;
    if (entry.method !== DEFLATED) throw damaged(`${name} is packed in an unknown way`);
    // The bound stops an archive that claims little and unpacks to much.
    return await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (cause) {
    throw cause instanceof Failure ? cause : damaged(`${name} cannot be unpacked`, cause);
  } finally {
    await archive.close();
  }
}

async function readDirectory(archive: FileHandle): Promise<Buffer> {
  const { size } = await archive.stat();
  const tailSize = Math.min(size, END_SIZE + LONGEST_COMMENT);
  const tail = await readAt(archive, size - tailSize, tailSize);
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY) {
      return readAt(archive, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
    }
  }
  throw damaged('it is not a zip archive');
}

function findEntry(directory: Buffer, name: string) {
  for (let at = 0; at + ENTRY_SIZE <= directory.length;) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) break;
    const nameEnd = at + ENTRY_SIZE + directory.readUInt16LE(at + 28);
    if (directory.toString('utf8', at + ENTRY_SIZE, nameEnd) === name) {
      return {
        method: directory.readUInt16LE(at + 10),
        packedSize: directory.readUInt32LE(at + 20),
        size: directory.readUInt32LE(at + 24),
        offset: directory.readUInt32LE(at + 42),
      };
    }
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw damaged(`it holds no ${name}`);
}

async function readAt(archive: FileHandle, position: number, length: number): Promise<Buffer> {
  const { size } = await archive.stat();
  if (position < 0 || position + length > size) throw damaged('it ends too early');
  const { buffer } = await archive.read(Buffer.alloc(length), 0, length, position);
  return buffer;
}

function damaged(what: string, cause?: unknown): Failure {
  return new Failure('data-damaged', `The archive with the model cannot be read: ${what}.`, { cause });
}
