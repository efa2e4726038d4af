import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { asked } from './asked.ts';
import { openGallery } from './open-gallery.ts';
import type { Gallery } from './open-gallery.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

async function searched(): Promise<Page> {
  const page = await gallery.open('popup-search', 'light');
  await page.locator('.hit-t').nth(3).waitFor();
  return page;
}

const FIRST = 'How a write-ahead log keeps its promises';
const SECOND = 'What fsync does, and what it cannot do';
const FIELD = 'Search your remembered pages';

describe('every screen', () => {
  test('has no accessibility violation, light or dark', async () => {
    const found: string[] = [];
    const waiting = [...gallery.screens];
    const look = async (): Promise<void> => {
      for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift()) {
        const page = await gallery.open(screen.name, 'light');
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // No screen has frames; legacy mode spares a second page for each.
          const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode().analyze();
          for (const { id, nodes } of violations)
            found.push(`${screen.name}, ${colorScheme}: ${id}: ${nodes[0]?.html ?? ''}`);
        }
        await page.close();
      }
    };
    await Promise.all([look(), look()]);
    expect(found).toEqual([]);
    expect(gallery.screens.length).toBeGreaterThan(25);
  });

  test.for(['options-connected', 'connect-refused', 'side-panel-search', 'side-panel-away'])(
    '%s fits a width of 320 px',
    async (name) => {
      const page = await gallery.open(name, 'light');
      await page.setViewportSize({ width: 320, height: 800 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await page.close();
    },
  );
});

describe('search', () => {
  test('keys walk from the field along the titles and back', async () => {
    const page = await searched();
    expect(await focused(page)).toBe(FIELD);
    const walk: string[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'ArrowDown', 'Home', 'ArrowUp']) {
      await page.keyboard.press(key);
      walk.push(await focused(page));
    }
    const last = 'ماذا يحدث للبيانات عند انقطاع التيار';
    expect(walk).toEqual([FIRST, SECOND, FIRST, last, last, FIRST, FIELD]);
    await page.close();
  });

  test('Enter opens the sentence, from the field and from a title; Ctrl+Enter opens it behind', async () => {
    const page = await searched();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    const opened = await asked(page, 'open-passage');
    expect(opened).toEqual([
      { url: expect.stringMatching(/page-0#:~:text=/u), background: false },
      { url: expect.stringMatching(/page-1#:~:text=/u), background: false },
      { url: expect.stringMatching(/page-1#:~:text=/u), background: true },
    ]);
    expect(await asked(page, 'close')).toHaveLength(2);
    expect(await asked(page, 'remember')).toEqual([]);
    await page.close();
  });

  test('Delete asks with the focus on the safe button, and forgets only when told to', async () => {
    const page = await searched();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await page.getByRole('alertdialog', { name: 'Forget 1 page?' }).waitFor();
    expect(await focused(page)).toBe('Keep it');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(FIRST);
    expect(await asked(page, 'forget')).toEqual([]);

    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Forget 1 page' }).click();
    await page.getByRole('status').getByText('Forgot 1 page.').waitFor();
    await page.getByRole('link', { name: FIRST }).waitFor({ state: 'detached' });
    expect(await asked(page, 'forget')).toEqual([{ url: 'https://db-handbook.example/page-0' }]);
    expect(await focused(page)).toBe(FIELD);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').getByText('Brought back 1 page.').waitFor();
    expect(await asked(page, 'undo-forget')).toMatchObject([{ job_id: expect.stringMatching(/^forget-/) }]);
    expect(await page.getByRole('searchbox').inputValue()).not.toBe('');
    await page.close();
  });

  test('/ and ? work on the results and are only letters in the field', async () => {
    const page = await searched();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'All keys' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe(FIRST);
    await page.keyboard.press('/');
    expect(await focused(page)).toBe(FIELD);
    await page.keyboard.press('End');
    await page.keyboard.type('/?');
    expect(await page.getByRole('searchbox').inputValue()).toMatch(/\/\?$/u);
    await page.close();
  });

  test('Escape clears, then closes', async () => {
    const page = await searched();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    expect(await focused(page)).toBe(FIELD);
    expect(await asked(page, 'close')).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await asked(page, 'close')).toHaveLength(1);
    await page.close();
  });

  test('an answer that comes late never replaces a newer one', async () => {
    const page = await gallery.open('popup-search', 'light');
    await page.getByRole('searchbox').fill('late');
    await expect.poll(async () => JSON.stringify(await asked(page, 'ask-daemon'))).toContain('"late"');
    await page.getByRole('searchbox').fill('power cut');
    await page.locator('main:not([aria-busy=true]) .hit-t').nth(3).waitFor();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(await page.locator('.hit-t').count()).toBe(4);
    await page.close();
  });

  test('chips limit the search, say so when nothing is left, and let go again', async () => {
    const page = await searched();
    await page.keyboard.press('Alt+2');
    await expect.poll(() => page.locator('.hit-t').count()).toBe(1);
    await page.getByRole('button', { name: 'Past year' }).click();
    await page.getByRole('button', { name: 'Tags', exact: true }).click();
    await page.getByRole('checkbox', { name: 'storage' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('You limited this search to the past year, Code, and the tag storage.').waitFor();
    expect((await asked(page, 'ask-daemon')).at(-1)).toMatchObject({
      endpoint: 'searchTarget',
      request: { kind: 'code', tags: ['storage'], since: '2025-11-21T12:00:00.000Z' },
    });
    await page.getByRole('button', { name: 'Search everything' }).click();
    await expect.poll(() => page.locator('.hit-t').count()).toBe(4);
    await page.close();
  });

  test('what was searched for instead can be turned down, for this question only', async () => {
    const page = await gallery.open('popup-search-mended', 'light');
    await page.getByText('Searched for “power” instead of “pwoer”.').waitFor();
    await page.getByRole('button', { name: 'Search as typed' }).click();
    await page.locator('main:not([aria-busy=true]) .hit-t').first().waitFor();
    await expect.poll(() => page.getByText('Searched for').count()).toBe(0);
    expect(await asked(page, 'ask-daemon')).toContainEqual({
      endpoint: 'searchTarget',
      request: expect.objectContaining({
        query: 'will my data survive a pwoer cut',
        respell: false,
      }) as object,
    });
    await page.getByRole('searchbox').fill('a pwoer cut');
    await page.getByText('Searched for “power” instead of “pwoer”.').waitFor();
    await page.close();
  });

  test('the first match of every passage stands inside the lines shown', async () => {
    const page = await searched();
    const passages = page.locator('.hit .said');
    expect(await passages.count()).toBeGreaterThan(1);
    const hidden = await passages.evaluateAll(
      (shown) =>
        shown.filter((passage) => {
          const mark = passage.querySelector('mark')?.getBoundingClientRect();
          return mark === undefined || mark.bottom > passage.getBoundingClientRect().bottom + 1;
        }).length,
    );
    expect(hidden).toBe(0);
    await page.close();
  });
});

describe('the open page', () => {
  test('Ctrl+Enter in the search remembers it with what the card says', async () => {
    const page = await gallery.open('popup-remember', 'light');
    await page.getByLabel('Tags', { exact: true }).fill('backups, sqlite, Backups');
    await page.getByLabel('Note').fill('for Tuesday');
    await page.getByLabel('Days to keep').fill('7');
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Remembering this page…' }).waitFor();
    expect(await asked(page, 'remember')).toEqual([
      { tab_id: 1, tags: ['backups', 'sqlite'], note: 'for Tuesday', retention_policy: '7_days' },
    ]);
    await page.close();
  });

  test('a number of days that cannot be kept is said, and nothing is sent', async () => {
    const page = await gallery.open('popup-remember', 'light');
    await page.getByLabel('Days to keep').fill('0');
    await page.getByText('Write a number of days from 1 to 3650.').waitFor();
    await page.keyboard.press('Control+Enter');
    expect(await page.getByRole('button', { name: 'Remember this page' }).isDisabled()).toBe(true);
    expect(await asked(page, 'remember')).toEqual([]);
    await page.close();
  });

  test('Undo takes a new page back at once; Forget asks', async () => {
    const fresh = await gallery.open('popup-just-remembered', 'light');
    await fresh.getByRole('button', { name: 'Undo' }).click();
    await fresh.getByText('Forgot 1 page.').waitFor();
    expect(await asked(fresh, 'forget')).toEqual([{ url: 'https://db-handbook.example/wal' }]);
    await fresh.close();

    const old = await gallery.open('popup-remembered', 'light');
    await old.getByRole('button', { name: 'Forget' }).click();
    await old.getByRole('alertdialog').waitFor();
    expect(await asked(old, 'forget')).toEqual([]);
    await old.close();
  });

  test('without the app the command can be copied and the page kept for later', async () => {
    const page = await gallery.open('popup-away', 'light');
    expect(await page.getByRole('searchbox').isDisabled()).toBe(true);
    expect(await focused(page)).toBe('Try again');
    await page.getByRole('button', { name: 'Copy command' }).click();
    expect(await asked(page, 'copy')).toEqual(['pagekeep start']);
    await page.getByRole('button', { name: 'Save this page for later' }).click();
    await expect.poll(() => asked(page, 'remember')).toHaveLength(1);
    await page.close();
  });
});
