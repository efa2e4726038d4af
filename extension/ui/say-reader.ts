import type { RendererName } from '../../shared/contract/renderer.ts';

const READERS: Readonly<Record<RendererName, string>> = {
  fetch: 'opened by the app, without scripts',
  crawl4ai: 'opened by the app, with scripts',
  you: 'opened in this browser, as you',
};

/** Says who opened a page, for the middle of a line. */
export function sayReader(renderer: RendererName): string {
  return READERS[renderer];
}
