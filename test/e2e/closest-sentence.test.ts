import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { asked } from './asked.ts';
import { openGallery } from './open-gallery.ts';
import type { Gallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

const QUOTE = /^A commit survives a loss of power only once its log record is flushed to disk\./u;
const FIELD = 'Search your remembered pages';

function card(page: Page) {
  return page.getByRole('region', { name: 'Closest sentence' });
}

async function quotesAsked(page: Page): Promise<unknown[]> {
  const all = await asked(page, 'ask-daemon');
  return all.filter((request) => (request as { endpoint: string }).endpoint === 'search');
}

test.for(['popup-search', 'side-panel-search'])(
  '%s: above the pages stands the sentence, its page, its date and the way to it',
  async (screen) => {
    const page = await gallery.open(screen, 'light');
    const closest = card(page);
    expect(await closest.getByRole('blockquote').textContent()).toMatch(QUOTE);
    expect(await closest.textContent()).toContain('How a write-ahead log keeps its promises');
    expect(await closest.textContent()).toContain('captured 3 days ago');
    await closest.getByRole('link', { name: 'Jump to it' }).click({ modifiers: ['Control'] });
    const [opened] = await asked(page, 'open-passage');
    expect(opened).toMatchObject({ background: true, url: expect.stringContaining(':~:text=') });
    await page.close();
  },
);

test('a question is asked once for its sentence, and only after its pages are there', async () => {
  const page = await gallery.open('popup-search', 'light');
  const endpoints = (await asked(page, 'ask-daemon')).map(
    (request) => (request as { endpoint: string }).endpoint,
  );
  const questions = endpoints.filter((name) => name.startsWith('search'));
  expect(questions).toEqual(['searchTarget', 'search']);
  expect(await quotesAsked(page)).toMatchObject([{ request: { answers: 1, limit: 1 } }]);
  await page.close();
});

test('a word or a name to look up asks for no sentence', async () => {
  const page = await gallery.open('popup-search', 'light');
  await page.getByLabel(FIELD).fill('sqlite');
  await page.locator('main:not([aria-busy=true])').waitFor();
  await expect.poll(() => card(page).count()).toBe(0);
  expect(await quotesAsked(page)).toHaveLength(1);
  await page.close();
});

test('nothing below moves when the sentence comes', async () => {
  const looking = await gallery.open('popup-search-looking', 'light');
  const found = await gallery.open('popup-search', 'light');
  const [before, after] = await Promise.all(
    [looking, found].map(async (page) => (await page.locator('.hit').first().boundingBox())?.y),
  );
  expect(before).toBeGreaterThan(0);
  expect(after).toBe(before);
  await Promise.all([looking.close(), found.close()]);
});

test('a question is under way from the first frame that shows it', async () => {
  const page = await gallery.open('popup-remember', 'light');
  const busy = page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const results = document.querySelector('main[aria-label=Results]');
          if (results !== null) resolve(results.getAttribute('aria-busy'));
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
  );
  await page.getByLabel(FIELD).fill('how does sqlite survive a loss of power');
  expect(await busy).toBe('true');
  await page.close();
});

test('what nothing saved answers is said, above the nearest pages', async () => {
  const page = await gallery.open('popup-search-unanswered', 'light');
  const notice = page.getByText('Nothing you saved answers this. The nearest pages are below.');
  expect(await notice.isVisible()).toBe(true);
  expect(await page.locator('.hit').count()).toBeGreaterThan(1);
  expect(await card(page).count()).toBe(0);
  await page.close();
});

test('where the sentence cannot be had, the pages stand alone', async () => {
  const page = await gallery.open('popup-search-unquoted', 'light');
  expect(await card(page).count()).toBe(0);
  expect(await page.locator('.hit').count()).toBeGreaterThan(1);
  await page.close();
});
