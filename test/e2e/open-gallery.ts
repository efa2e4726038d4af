import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { chromiumPath } from '../chromium.ts';
import { buildGallery } from './build-gallery.ts';

const ORIGIN = 'http://gallery.example/';
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
};

/** Screens that wait for the app for ever. */
const NEVER_SETTLED = new Set(['popup-searching', 'popup-search-painted', 'popup-search-looking']);

export interface GalleryScreen {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The button that is pressed before it is looked at. */
  readonly press: string;
  /** What is typed into the search field after that. */
  readonly type: string;
  /** The keys that are pressed after that. */
  readonly keys: string;
}

export interface Gallery {
  readonly screens: readonly GalleryScreen[];
  /** Opens a screen in its state, settled. */
  open(name: string, colorScheme: 'light' | 'dark'): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the gallery and opens it in Chromium, served from memory under an invented name. */
export async function openGallery(): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'pagekeep-gallery-'));
  await buildGallery(folder);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-sync',
      '--disable-component-update',
    ],
  });

  const contextIn = async (colorScheme: 'light' | 'dark') => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    await context.route(`${ORIGIN}**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = pathname === '/' ? 'index.html' : pathname.slice(1);
      const contentType = TYPES[file.split('.').at(-1) ?? ''];
      if (contentType === undefined) return route.abort();
      return route.fulfill({ contentType, body: await readFile(join(folder, file)) });
    });
    return context;
  };
  const contexts = { light: await contextIn('light'), dark: await contextIn('dark') };

  const index = await contexts.light.newPage();
  await index.goto(ORIGIN);
  const screens = await index.getByRole('link').evaluateAll((links) =>
    links.map((link) => ({
      name: link.textContent,
      width: Number(link.dataset['width']),
      height: Number(link.dataset['height']),
      type: link.dataset['type'] ?? '',
      press: link.dataset['press'] ?? '',
      keys: link.dataset['keys'] ?? '',
    })),
  );
  await index.close();

  return {
    screens,
    async open(name, colorScheme) {
      const screen = screens.find((one) => one.name === name);
      if (screen === undefined) throw new Error(`The gallery has no screen ${name}.`);
      const page = await contexts[colorScheme].newPage();
      await page.setViewportSize(screen);
      await page.goto(`${ORIGIN}?screen=${name}`);
      await page.getByRole('main').waitFor();
      if (name.startsWith('popup') || name.startsWith('side')) await page.locator('footer').waitFor();
      if (screen.press !== '') await page.getByRole('button', { name: screen.press, exact: true }).click();
      if (screen.type !== '') {
        await page.getByRole('searchbox').fill(screen.type);
        await page.locator('.hit, .say, .notice').first().waitFor();
      }
      // The field waits for a pause in typing before it asks.
      const settled = async () => {
        await page.locator('main:not([aria-busy=true]):visible').waitFor();
        await page.locator('.closest[aria-busy=true]').waitFor({ state: 'detached' });
      };
      if (!NEVER_SETTLED.has(name)) await settled();
      for (const key of screen.keys === '' ? [] : screen.keys.split(' ')) {
        await page.keyboard.press(key);
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        );
        await settled();
      }
      return page;
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
