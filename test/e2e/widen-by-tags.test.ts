// The everyday job end to end: the real popup over the real app and model, and a page that only its tag brings.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { popupOverMemory, QUESTION } from './popup-over-memory.ts';
import type { PopupOverMemory } from './popup-over-memory.ts';
import type { PopupWindow } from './popup-window.ts';

let memory: PopupOverMemory;
beforeAll(async () => {
  memory = await popupOverMemory();
});
afterAll(() => memory?.close());

const FOUND = 'slow-garden.example';
/** Carries a tag of the found page, and says nothing of what is asked. */
const TAGGED = 'rillet.example';

async function ask(): Promise<PopupWindow> {
  const popup = await memory.open();
  await popup.waitForText('4 pages');
  await popup.fill('Search', QUESTION);
  return popup;
}

/** The sites of the results and the tag row, from top to bottom. */
function shown(popup: PopupWindow): Promise<string[]> {
  return popup.evaluate<string[]>(
    `[...document.querySelectorAll('.widen, .hit-m bdi')].map((one) => one.matches('.widen') ? 'tag row' : one.textContent)`,
  );
}

test('a page that only a tag brings stands under its row, until a person turns that off, and on again', async () => {
  const first = await ask();
  await first.waitForText('Expanded by tags');
  expect((await shown(first))[0]).toBe(FOUND);
  const below = (await shown(first)).slice((await shown(first)).indexOf('tag row') + 1);
  expect(below).toContain(TAGGED);

  await first.click('Turn off expanding by tags');
  await first.waitForText('Not expanded by tags');
  expect(await shown(first)).not.toContain(TAGGED);
  await first.close();

  const second = await ask();
  await second.waitForText('Not expanded by tags');
  expect(await shown(second)).toContain(FOUND);
  expect(await shown(second)).not.toContain(TAGGED);
  await second.click('Turn on expanding by tags');
  await second.waitForText('Expanded by tags:');
  expect(await shown(second)).toContain(TAGGED);
  await second.close();
});
