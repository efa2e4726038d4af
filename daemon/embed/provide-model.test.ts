import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { realModel } from '../../test/real-model.ts';
import type { ModelSource } from './model-source.ts';
import { checkPinned } from './pinned-file.ts';
import { PINNED_MODEL } from './pinned-model.ts';
import { provideModel } from './provide-model.ts';

/** Folder with the real weights and tokenizer. */
let real: string;
let folder: string;
let modelDir: string;
beforeAll(async () => {
  const files = await realModel();
  if (files.kind !== 'own') throw new Error('These tests need the model’s weights, not a ready ONNX file.');
  real = files.weightsFolder;
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  modelDir = join(folder, 'models', PINNED_MODEL.name);
});
afterEach(() => rm(folder, { recursive: true }));

const WEIGHTS = [PINNED_MODEL.weights.name, PINNED_MODEL.tokenizer.name];
const GRAPH = PINNED_MODEL.graphs.int8.name;

async function linkFiles(to: string, names: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of names) await symlink(join(real, name), join(to, name));
}

/** Links the real files, and the built graph where building it anew would prove nothing more. */
function source({ graph = true } = {}): ModelSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'the next folder',
    asked,
    async supply({ folder: into, missing }) {
      const names = missing.map(({ name }) => name);
      asked.push(...names);
      await linkFiles(into, graph ? [...names, GRAPH] : names);
    },
  };
}

const nowhere: ModelSource = {
  name: 'nowhere',
  supply: () => Promise.reject(new Error('There is nothing here.')),
};

test('fetches what is missing, builds the graph byte for byte, and needs no source the next time', async () => {
  const next = source({ graph: false });
  const files = await provideModel({ modelDir, sources: [nowhere, next] });
  expect(files).toMatchObject({ kind: 'own', folder: modelDir });
  expect(next.asked).toEqual(PINNED_MODEL.files.map(({ name }) => name));
  expect(await checkPinned(files.graph, PINNED_MODEL.graphs.int8)).toBe('right');
  expect(await provideModel({ modelDir })).toEqual(files);
  expect((await stat(modelDir)).mode & 0o777).toBe(0o700);
  expect((await stat(files.graph)).mode & 0o777).toBe(0o600);
  expect((await readdir(modelDir)).filter((name) => /part|in-use|wrong/.test(name))).toEqual([]);
});

test('keeps a damaged file aside and fetches it anew', async () => {
  await linkFiles(modelDir, [PINNED_MODEL.weights.name]);
  await writeFile(join(modelDir, PINNED_MODEL.tokenizer.name), '{}');
  const next = source();
  await provideModel({ modelDir, sources: [next] });
  expect(next.asked).toContain(PINNED_MODEL.tokenizer.name);
  expect(next.asked).not.toContain(PINNED_MODEL.weights.name);
  expect(await readdir(modelDir)).toContain('tokenizer.json.wrong');
});

test('builds a damaged graph anew', async () => {
  await linkFiles(modelDir, WEIGHTS);
  await writeFile(join(modelDir, GRAPH), 'half a grap');
  const { graph } = await provideModel({ modelDir });
  expect(await checkPinned(graph, PINNED_MODEL.graphs.int8)).toBe('right');
});

test.each(['.', PINNED_MODEL.name])('takes a given folder, files in %s', async (place) => {
  const given = join(folder, 'given');
  await linkFiles(join(given, place), WEIGHTS);
  await linkFiles(join(given, PINNED_MODEL.name), [GRAPH]);
  const files = await provideModel({ modelDir, given, sources: [nowhere] });
  expect(files).toMatchObject({ kind: 'own', weightsFolder: join(given, place) });
});

test('takes a given folder with a ready ONNX file', async () => {
  const given = join(folder, 'given');
  await mkdir(join(given, 'onnx'), { recursive: true });
  for (const name of ['tokenizer.json', 'config.json', 'onnx/model_quantized.onnx']) {
    await writeFile(join(given, name), '{}');
  }
  expect(await provideModel({ modelDir, given })).toMatchObject({
    kind: 'ready',
    graph: join(given, 'onnx', 'model_quantized.onnx'),
  });
});

test('fetches into an empty given folder', async () => {
  const given = join(folder, 'given');
  const files = await provideModel({ modelDir, given, sources: [source()] });
  expect(files.folder).toBe(join(given, PINNED_MODEL.name));
});

test('names every way to supply a missing model in one sentence, and keeps what was tried for the log', async () => {
  await expect(provideModel({ modelDir, sources: [nowhere] })).rejects.toMatchObject({
    code: 'model-missing',
    message: expect.stringMatching(
      /^[^.]*Hugging Face[^.]*pip[^.]*PAGEKEEP_MODEL_DIR[^.]*\S\.\S+ and \S+\.json\.$/,
    ),
    cause: { message: 'nowhere: There is nothing here.' },
  });
});

test('two at once fetch once', async () => {
  const next = source();
  const [one, two] = await Promise.all([
    provideModel({ modelDir, sources: [next] }),
    provideModel({ modelDir, sources: [next] }),
  ]);
  expect(one).toEqual(two);
  expect(next.asked).toHaveLength(PINNED_MODEL.files.length);
});

test('stops when told to', async () => {
  const signal = AbortSignal.abort(new Error('Enough.'));
  await expect(provideModel({ modelDir, sources: [source()], signal })).rejects.toThrow('Enough.');
});
