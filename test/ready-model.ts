import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PINNED_MODEL } from '../daemon/embed/pinned-model.ts';
import { readSafetensors } from '../daemon/embed/safetensors.ts';
import { realModel } from './real-model.ts';
import { writeStandardGraph } from './standard-graph.ts';

/** Makes, inside `folder`, the model folder other tools expect: a ready ONNX file of the real weights, tokenizer and configuration; returns its path. */
export async function writeReadyModel(folder: string): Promise<string> {
  const files = await realModel();
  if (files.kind !== 'own') throw new Error('This needs the weights of the model, not a ready ONNX file.');
  const model = join(folder, PINNED_MODEL.name);
  await mkdir(join(model, 'onnx'), { recursive: true });
  for (const { name } of PINNED_MODEL.files) {
    if (name !== PINNED_MODEL.weights.name)
      await copyFile(join(files.weightsFolder, name), join(model, name));
  }
  const weights = readSafetensors(await readFile(join(files.weightsFolder, PINNED_MODEL.weights.name)));
  await writeFile(join(model, 'onnx', 'model.onnx'), writeStandardGraph(weights));
  return model;
}
