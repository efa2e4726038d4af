// What was left out of a kept page can be asked for, with the step that did it and why.
import { expect, test } from 'vitest';
import { openHouse } from '../attacks/open-house.ts';
import { temporaryFolder } from '../fakes/temporary-folder.ts';
import { TOLD_PAGES, writePage } from '../fixtures/languages/write-page.ts';

test('a kept page is explained from its snapshot', async () => {
  const house = await openHouse(temporaryFolder());
  try {
    const [told] = TOLD_PAGES;
    if (told === undefined) throw new Error('There is no page to tell.');
    const { html, url, around } = writePage(told, 'blog');
    const layer = '<div role="dialog"><p>We keep cookies in 812 jars.</p></div>';
    const { page_id } = await house.call('capture', { url, html: html.replace('<main>', `${layer}<main>`) });
    const { dropped, obstacle } = await house.call('explainPage', { id: page_id }, page_id);
    expect(obstacle).toBeNull();
    expect(dropped.map(({ text }) => text)).toEqual(expect.arrayContaining([...around]));
    expect(dropped.find(({ text }) => text.includes('812 jars'))).toMatchObject({
      step: 'overlays',
      reason: 'it lies over the page',
    });
    expect(dropped.every(({ step, reason }) => step !== '' && reason !== '')).toBe(true);
    await expect(house.call('explainPage', { id: 0 }, page_id + 1)).rejects.toMatchObject({
      code: 'not-found',
    });
  } finally {
    await house.close();
  }
});
