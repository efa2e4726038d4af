import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openGallery } from './open-gallery.ts';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));

/** Draws every screen in light and dark into test-results/screens: `node test/e2e/screens.ts [part of a name]`. */
export async function drawScreens(part: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const gallery = await openGallery();
  let drawn = 0;
  for (const { name } of gallery.screens.filter((screen) => screen.name.includes(part))) {
    for (const scheme of ['light', 'dark'] as const) {
      const page = await gallery.open(name, scheme);
      await page.screenshot({ path: `${folder}${name}-${scheme}.png`, animations: 'disabled' });
      await page.close();
      drawn += 1;
    }
  }
  await gallery.close();
  return drawn;
}

if (import.meta.main) {
  console.log(`${await drawScreens(process.argv[2] ?? '')} screens are in test-results/screens.`);
}
