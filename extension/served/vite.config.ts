import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';

const here = (name: string): string => new URL(name, import.meta.url).pathname;

/** Pages that the app itself serves, from the same components as the extension's. */
export default defineConfig({
  root: here('.'),
  base: '/',
  logLevel: 'warn',
  plugins: [preact()],
  build: {
    outDir: here('../../.output/served'),
    emptyOutDir: true,
    // Its helper is an inline script, which the content security policy refuses.
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: [here('connect.html'), here('library.html')] },
  },
});
