// What stands near a kept page: by meaning with the real model, and by words where there is none.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import { startDaemonProcess } from '../daemon-process.ts';
import type { DaemonProcess } from '../daemon-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagekeep-'));
let daemon: DaemonProcess;

const PAGES = {
  sourdough: 'A loaf of sourdough bread rises overnight, since its wild yeast works slowly in the dough.',
  baking: 'Bake the dough of your bread hot on a stone, so that the yeast lifts the loaf once more.',
  bridges: 'The suspension bridge fell because the wind made its deck swing until the cables tore.',
} as const;

async function keepAll(house: Pick<DaemonProcess, 'call'>): Promise<number[]> {
  const ids: number[] = [];
  for (const [name, text] of Object.entries(PAGES)) {
    const html = `<title>On ${name}</title><main><h1>On ${name}</h1><p>${text}</p></main>`;
    ids.push((await house.call('capture', { url: `https://notes.example/${name}`, html })).page_id);
  }
  return ids;
}

beforeAll(async () => {
  daemon = await startDaemonProcess({ dataDir: join(folder, 'with') });
  await daemon.ready();
}, 120_000);
afterAll(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('pages on the same thing come, nearest first, and neither the page itself nor what is on something else', async () => {
  const [sourdough = 0, baking = 0, bridges = 0] = await keepAll(daemon);
  await expect.poll(async () => (await daemon.call('stats')).pending_embeddings, { timeout: 60_000 }).toBe(0);
  expect(await daemon.call('related', { id: sourdough }, sourdough)).toMatchObject({
    page_id: sourdough,
    results: [{ page_id: baking, title: 'On baking', matched_by: expect.arrayContaining(['meaning']) }],
    count: 1,
  });
  expect(await daemon.call('related', { id: bridges }, bridges)).toMatchObject({ results: [], count: 0 });
}, 90_000);

test('without a model words say it; a page that is not kept is not found, and a limit is held', async () => {
  const house = await openHouse(mkdtempSync(join(folder, 'without-')));
  try {
    const [sourdough = 0, baking = 0] = await keepAll(house);
    const html = `<title>On sourdough</title><p>${PAGES.sourdough} So it was told again.</p>`;
    const copy = await house.call('capture', { url: 'https://notes.example/again', html });
    const near = await house.call('related', { id: sourdough, limit: 1 }, sourdough);
    expect(near).toMatchObject({ results: [{ page_id: copy.page_id }], count: 1 });
    await expect(house.call('related', { id: 99 }, 99)).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.call('related', { id: baking, limit: 101 }, baking)).rejects.toMatchObject({
      code: 'bad-input',
      message: 'limit must be a whole number from 1 to 100.',
    });
  } finally {
    await house.close();
  }
}, 60_000);
