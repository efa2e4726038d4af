import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cCompiler } from '../c-compiler.ts';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('fault-shim.c', import.meta.url));
const BUILDS = fileURLToPath(new URL('../../.cache/crash/', import.meta.url));
const COUNT_BYTES = 256;

/** What happens to one call of those that change files of the data folder. */
export interface FaultyCall {
  /** From 1. */
  readonly call: number;
  readonly error: 'EIO' | 'ENOSPC' | 'KILL';
}

export interface ShimOptions {
  /** Whose files are meant. */
  readonly folder: string;
  /** A folder outside of it, for what the shim writes down. */
  readonly notes: string;
  readonly fault?: FaultyCall;
  /** A file; while it exists no file of the folder can grow. */
  readonly fullFlag?: string;
  /** A file for all changes; no sync reaches the disk then. */
  readonly journal?: string;
}

/** The environment that puts the shim under a process. Throws, saying what it needs, where there is no C compiler or no Linux. */
export function withShim({ folder, notes, fault, fullFlag, journal }: ShimOptions): Record<string, string> {
  writeFileSync(countFile(notes), Buffer.alloc(COUNT_BYTES));
  return {
    LD_PRELOAD: buildShim(),
    // libuv's ring would pass by the C library.
    UV_USE_IO_URING: '0',
    SHIM_FOLDER: folder,
    SHIM_COUNT: countFile(notes),
    ...(fault !== undefined && { SHIM_CALL: String(fault.call), SHIM_ERROR: fault.error }),
    ...(fullFlag !== undefined && { SHIM_FULL: fullFlag }),
    ...(journal !== undefined && { SHIM_JOURNAL: journal }),
  };
}

/** How many calls were counted, and which was hit, in words; '' for none. */
export function readCount(notes: string): { calls: number; hit: string } {
  const bytes = readFileSync(countFile(notes));
  return { calls: Number(bytes.readBigUInt64LE()), hit: bytes.toString('utf8', 8).replace(/\0.*$/s, '') };
}

function countFile(notes: string): string {
  return join(notes, 'calls');
}

function buildShim(): string {
  if (process.platform !== 'linux')
    throw new Error('The fault shim needs Linux: it is loaded by LD_PRELOAD.');
  const hash = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16);
  const built = join(BUILDS, `shim-${hash}.so`);
  if (existsSync(built)) return built;
  mkdirSync(BUILDS, { recursive: true });
  const unfinished = `${built}.${process.pid}`;
  execFileSync(cCompiler(), [
    '-shared',
    '-fPIC',
    '-O2',
    '-Wall',
    '-o',
    unfinished,
    SOURCE,
    '-ldl',
    '-lpthread',
  ]);
  renameSync(unfinished, built);
  return built;
}
