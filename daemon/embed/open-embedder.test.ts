import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openFakeEmbedder } from '../../test/fakes/fake-embedder.ts';
import { realModel } from '../../test/real-model.ts';
import type { Embedder } from './embedder.ts';
import { openLocalEmbedder } from './local-embedder.ts';
import { openEmbedder } from './open-embedder.ts';
import type { ModelFiles } from './model-files.ts';
import { NEAR_ENOUGH, selfTest } from './self-test.ts';

const opened: Embedder[] = [];
afterEach(() => Promise.all(opened.splice(0).map((embedder) => embedder.close())));
function keep(embedder: Embedder): Embedder {
  opened.push(embedder);
  return embedder;
}

test('the real int8 model passes the self-test, and so does full precision, nearer still', async () => {
  const files = await realModel();
  const int8 = await selfTest(keep(await openLocalEmbedder({ files })));
  const fp32 = await selfTest(keep(await openLocalEmbedder({ files, precision: 'fp32' })));
  expect(int8).toBeGreaterThanOrEqual(NEAR_ENOUGH);
  expect(fp32).toBeGreaterThan(0.9999);
  expect(fp32).toBeGreaterThan(int8);
});

test('counts finer in questions than in passages: they are short, and what is found hangs on them', async () => {
  const files = await realModel();
  const fast = keep(await openLocalEmbedder({ files }));
  const exact = keep(await openLocalEmbedder({ files, precision: 'fp32' }));
  for (const text of ['which bread keeps longest', 'what a cup and handle pattern means', 'x']) {
    const known = await exact.embedQuestion(text);
    const [passage] = await fast.embedPassages([text]);
    const question = cosine(known, await fast.embedQuestion(text));
    expect(question).toBeGreaterThan(0.995);
    expect(question).toBeGreaterThan(cosine(known, passage));
  }
});

test('embeds questions with the passages’ graph where the weights are gone', async () => {
  const files = await realModel();
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-'));
  try {
    const without = keep(
      await openLocalEmbedder({ files: { ...files, folder, weightsFolder: folder } as ModelFiles }),
    );
    const [passage] = await without.embedPassages(['which bread keeps longest']);
    expect(await without.embedQuestion('which bread keeps longest')).toEqual(passage);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('falls back to full precision when int8 comes out wrong, and says so', async () => {
  const files = await realModel();
  const said: string[] = [];
  let wrongClosed = false;
  const embedder = keep(
    await openEmbedder({
      files,
      report: (sentence) => void said.push(sentence),
      open: async (options) =>
        options.precision === 'fp32'
          ? openLocalEmbedder(options)
          : { ...openFakeEmbedder(), close: async () => void (wrongClosed = true) },
    }),
  );
  expect(said).toEqual([expect.stringContaining('full-precision')]);
  expect(wrongClosed).toBe(true);
  expect(embedder.fingerprint).not.toBe(keep(await openLocalEmbedder({ files })).fingerprint);
});

test('refuses a model whose vectors are wrong in full precision too', async () => {
  const files = await realModel();
  const opening = openEmbedder({ files, report: () => {}, open: async () => openFakeEmbedder() });
  await expect(opening).rejects.toMatchObject({ code: 'data-damaged' });
});

function cosine(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((sum, x, index) => sum + x * (b?.[index] ?? Number.NaN), 0);
}
