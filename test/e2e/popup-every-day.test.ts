// The popup in what it does beside the main job, with sample answers in the real browser.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { openGallery } from './open-gallery.ts';
import type { Gallery } from './open-gallery.ts';

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery.close());

async function asked(page: Page, name: string): Promise<unknown[]> {
  const all = await page.evaluate(
    () => (globalThis as unknown as { asked: { name: string; request: unknown }[] }).asked,
  );
  return all.filter((one) => one.name === name).map((one) => one.request);
}

async function askedApp(page: Page, endpoint: string): Promise<unknown[]> {
  const all = (await asked(page, 'ask-daemon')) as { endpoint: string; request: unknown }[];
  return all.filter((one) => one.endpoint === endpoint).map((one) => one.request);
}

function titles(page: Page): Promise<string[]> {
  return page.locator('.hit-t').allTextContents();
}

const DIRECT = 'How a write-ahead log keeps its promises';
const BY_TAGS = [
  'Checkpoints: when the log goes back into the file',
  'Restore drills: practise before you need it',
];

test('no popup is larger than 400 × 600, and its field and footer stay where they are', async () => {
  const places = new Map<string, string[]>();
  for (const { name } of gallery.screens.filter((screen) => screen.name.startsWith('popup-'))) {
    const page = await gallery.open(name, 'light');
    const place = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const top = document.querySelector('input[type=search]')?.getBoundingClientRect().top;
      const foot = document.querySelector('footer')?.getBoundingClientRect();
      return `${scrollWidth}×${scrollHeight}, field at ${top}, footer ${foot?.top}–${foot?.bottom}`;
    });
    places.set(place, [...(places.get(place) ?? []), name]);
    await page.close();
  }
  expect([...places]).toEqual([[expect.stringMatching(/^400×600, .*–600$/u), expect.anything()]]);
});

describe('pages that only tags bring', () => {
  test('stand under their row; Turn off takes both away, and Turn on brings them back', async () => {
    const page = await gallery.open('popup-search-expanded', 'light');
    const row = page.getByRole('note');
    expect(await titles(page)).toEqual([DIRECT, ...BY_TAGS]);
    expect(await row.textContent()).toMatch(/^Expanded by tags:sqlitedurability2 more/u);
    const [first, between, second] = await page
      .locator('.hit-t, .widen')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect([first, between, second]).toEqual(
      [first, between, second].toSorted((a, b) => Number(a) - Number(b)),
    );

    await page.getByRole('button', { name: 'Turn off' }).click();
    expect(await titles(page)).toEqual([DIRECT]);
    expect(await asked(page, 'keep-expansion')).toEqual([false]);
    await page.getByRole('button', { name: 'Turn on' }).click();
    expect(await titles(page)).toEqual([DIRECT, ...BY_TAGS]);
    expect(await askedApp(page, 'searchTarget')).toHaveLength(1);
    await page.close();
  });

  test('are reached by the arrow keys like the others', async () => {
    const page = await gallery.open('popup-search-expanded', 'light');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    expect(await asked(page, 'open-passage')).toEqual([
      { url: expect.stringContaining('ops-notebook.example'), background: false },
    ]);
    await page.close();
  });

  test('stay away where a person turned them off before', async () => {
    const page = await gallery.open('popup-search-not-expanded', 'light');
    expect(await titles(page)).toEqual([DIRECT]);
    await page.close();
  });
});

test('an answer that was given before is painted while the fresh one is on its way, and opens', async () => {
  const page = await gallery.open('popup-search-painted', 'light');
  expect(await titles(page)).toContain(DIRECT);
  expect(await page.locator('main').getAttribute('aria-busy')).toBe('true');
  await page.keyboard.press('Enter');
  expect(await asked(page, 'open-passage')).toHaveLength(1);
  await page.close();
});

describe('pictures', () => {
  test('are asked for by Alt+3 and show nothing that any site would notice', async () => {
    const page = await gallery.open('popup-search', 'light');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.keyboard.press('Alt+3');
    await page.locator('.im').nth(5).waitFor();
    await expect.poll(() => page.locator('.im img').count()).toBe(5);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
    const sources = await page
      .locator('.im img')
      .evaluateAll((all) => all.map((one) => one.getAttribute('src')));
    for (const source of sources) expect(source).toMatch(/^data:/u);
    expect(await askedApp(page, 'searchImages')).toEqual([
      { query: 'will my data survive a power cut', limit: 24 },
    ]);
    await page.close();
  });

  test('arrows move the focus the way they point; Enter opens the page at the picture', async () => {
    const page = await gallery.open('popup-images', 'light');
    const walk: string[] = [];
    for (const key of [
      'ArrowDown',
      'ArrowRight',
      'ArrowDown',
      'ArrowLeft',
      'End',
      'Home',
      'ArrowLeft',
      'ArrowUp',
    ]) {
      await page.keyboard.press(key);
      walk.push(
        await page.evaluate(() => {
          const focused = document.activeElement;
          return focused?.matches('input')
            ? 'field'
            : String([...document.querySelectorAll('.im a')].indexOf(focused as Element));
        }),
      );
    }
    expect(walk).toEqual(['0', '1', '3', '2', '5', '0', '0', 'field']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Enter');
    expect(await asked(page, 'open-passage')).toEqual([
      { url: expect.stringMatching(/page-0#:~:text=Diagram/u), background: false },
    ]);
    expect(await asked(page, 'open-library')).toEqual([1]);
    await page.close();
  });

  test('a chip limits them to a format or to large ones', async () => {
    const page = await gallery.open('popup-images', 'light');
    await page.getByRole('button', { name: 'PNG' }).click();
    await expect.poll(() => page.locator('.im').count()).toBe(2);
    await page.getByRole('button', { name: 'Large' }).click();
    await expect.poll(() => page.locator('.im').count()).toBe(1);
    expect((await askedApp(page, 'searchImages')).at(-1)).toMatchObject({
      formats: ['png'],
      min_width: 1_000,
    });
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Large' }).click();
    await expect.poll(() => page.locator('.im').count()).toBe(6);
    await page.close();
  });

  test('where none match, Try Text looks in the text', async () => {
    const page = await gallery.open('popup-no-images', 'light');
    await page.getByRole('button', { name: 'Try Text' }).click();
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.close();
  });
});

describe('tags', () => {
  test('are offered for a page, and completed while they are typed', async () => {
    const page = await gallery.open('popup-remember', 'light');
    await page.getByRole('button', { name: 'durability' }).click();
    await page.getByLabel('Tags', { exact: true }).fill('sqli');
    await page.getByRole('button', { name: 'sqlite-vec' }).click();
    expect((await askedApp(page, 'tags')).at(-1)).toMatchObject({ prefix: 'sqli' });
    await page.getByRole('button', { name: 'Remember this page' }).click();
    expect(await asked(page, 'remember')).toMatchObject([{ tags: ['durability', 'sqlite-vec'] }]);
    await page.close();
  });

  test('of a result are changed behind #, and kept only by Save tags', async () => {
    const page = await gallery.open('popup-edit-tags', 'light');
    await page.getByRole('dialog', { name: 'Edit tags' }).waitFor();
    await page.getByRole('button', { name: 'Remove tag storage' }).click();
    await page.keyboard.press('Escape');
    expect(await askedApp(page, 'editPage')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(DIRECT);

    await page.keyboard.press('#');
    await page.getByRole('button', { name: 'Remove tag storage' }).click();
    await page.getByRole('textbox', { name: 'Tags' }).fill('backups, SQLITE, new one');
    await page.getByRole('button', { name: 'Save tags' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await askedApp(page, 'editPage')).toEqual([
      { id: 1, tags: ['sqlite', 'durability', 'backups', 'new one'] },
    ]);
    await page.close();
  });

  test('of the open page are kept as they change; a refusal puts them back and is said', async () => {
    const page = await gallery.open('popup-remembered', 'light');
    await page.getByRole('button', { name: 'Remove tag sqlite' }).click();
    await expect.poll(() => askedApp(page, 'editPage')).toEqual([{ id: 1, tags: ['durability'] }]);
    await page.close();

    const refused = await gallery.open('popup-remembered-refusing', 'light');
    await refused.getByRole('button', { name: 'Remove tag sqlite' }).click();
    await refused.getByRole('status').getByText('isn’t running').waitFor();
    await refused.getByRole('button', { name: 'Remove tag sqlite' }).waitFor();
    await refused.close();
  });
});

describe('the open page', () => {
  test('that is remembered opens its saved copy; that has changed is updated', async () => {
    const same = await gallery.open('popup-remembered', 'light');
    await same.keyboard.press('Control+Enter');
    expect(await asked(same, 'open-library')).toEqual([1]);
    expect(await asked(same, 'look-for-change')).toEqual([{ tab_id: 1 }]);
    expect(await asked(same, 'remember')).toEqual([]);
    await same.close();

    const changed = await gallery.open('popup-changed', 'light');
    await changed.keyboard.press('Control+Enter');
    await expect.poll(() => asked(changed, 'remember')).toHaveLength(1);
    expect((await asked(changed, 'remember'))[0]).toMatchObject({ tags: ['sqlite', 'durability'] });
    await changed.close();
  });

  test('that is blocked is allowed once, by a press and by no key', async () => {
    const page = await gallery.open('popup-blocked', 'light');
    await page.keyboard.press('Control+Enter');
    expect(await asked(page, 'remember')).toEqual([]);
    await page.getByRole('button', { name: 'Edit the list' }).click();
    expect(await asked(page, 'open-options')).toEqual(['blocked']);
    await page.getByRole('button', { name: 'Allow this page once' }).click();
    await expect.poll(() => asked(page, 'remember')).toMatchObject([{ tab_id: 1, allow_blocked: true }]);
    await page.close();
  });

  test('whose link was not saved tries the link again, not the page', async () => {
    const page = await gallery.open('popup-link-failed', 'light');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(() => asked(page, 'remember-link'))
      .toEqual([{ tab_id: 1, url: 'https://slow.example/' }]);
    expect(await asked(page, 'remember')).toEqual([]);
    await page.close();
  });
});
