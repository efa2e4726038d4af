import * as z from 'zod/mini';

/** Who turns an address into HTML: Crawl4AI with a real browser, a plain fetch without scripts, or the person's own browser. */
export const RENDERERS = ['crawl4ai', 'fetch', 'you'] as const;
export const renderer = z.enum(RENDERERS);
export type RendererName = z.infer<typeof renderer>;
