import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { build } from 'vite';

/** Builds the gallery, every screen in every state with sample answers, into `folder`. */
export async function buildGallery(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../../extension/ui/gallery', import.meta.url)),
    base: './',
    logLevel: 'warn',
    plugins: [preact()],
    build: { outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
}
