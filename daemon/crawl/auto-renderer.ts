import { Failure } from '../failure.ts';
import type { Crawl4ai } from './crawl4ai.ts';
import type { RenderedPage, Renderer } from './renderer.ts';
import { textLength } from './text-length.ts';

/** Characters; a page with scripts and fewer may be an empty stage for them. */
const THIN = 600;
/** Scripts are needed where they make a text so many times as long, and longer by so many characters. */
const TIMES_LONGER = 1.5;
const CHARACTERS_LONGER = 300;
/** Thin pages of one site that a browser did not make richer; then the others are believed to be short. */
const MOST_VAIN = 3;

/** What is known of a site so far. */
interface Site {
  needsScript: boolean;
  /** Looked at once, or nobody was there to look. */
  isKnown: boolean;
  vain: number;
  /** The look that is under way; others wait for what it finds. */
  looking: Promise<void> | null;
}

/**
 * Fetches pages as they come, and lets a browser render those of sites that need scripts: once a site a page is had both
 * ways and compared, and again where a page is thin. What was found is remembered as long as the renderer lives.
 */
export function autoRenderer(
  fetchRenderer: Renderer,
  browserRenderer: Renderer,
  crawl4ai: Pick<Crawl4ai, 'state'>,
): Renderer {
  const sites = new Map<string, Site>();
  return {
    async render(url, order) {
      const site = siteOf(url, sites);
      await site.looking;
      if (site.needsScript) return browserRenderer.render(url, order);
      const fetched = await fetchRenderer.render(url, order);
      if (fetched === null || !/<script/i.test(fetched.html)) return fetched;
      await site.looking;
      if (site.needsScript) return browserRenderer.render(fetched.url, order);
      const isThin = textLength(fetched.html) < THIN;
      // A browser that would have to be set up first is worth it for a page without text only.
      const isDue = isThin ? site.vain < MOST_VAIN : !site.isKnown && (await crawl4ai.state()).ready;
      if (!isDue) return fetched;
      const look = compare(fetched, () => browserRenderer.render(fetched.url, order), site);
      site.looking ??= look.then(
        () => undefined,
        () => undefined,
      );
      try {
        return await look;
      } finally {
        site.looking = null;
      }
    },
  };
}

function siteOf(url: string, sites: Map<string, Site>): Site {
  const { origin } = new URL(url);
  const site = sites.get(origin) ?? { needsScript: false, isKnown: false, vain: 0, looking: null };
  sites.set(origin, site);
  return site;
}

/** The richer of the two. A browser that fails leaves what was fetched. */
async function compare(
  fetched: RenderedPage,
  render: () => Promise<RenderedPage | null>,
  site: Site,
): Promise<RenderedPage> {
  site.isKnown = true;
  const rendered = await render().catch((error: unknown) => {
    if (error instanceof Failure) return null;
    throw error;
  });
  if (rendered === null || rendered.by !== 'crawl4ai') {
    site.vain = MOST_VAIN;
    return rendered?.notice === undefined ? fetched : { ...fetched, notice: rendered.notice };
  }
  const [before, after] = [textLength(fetched.html), textLength(rendered.html)];
  if (after < Math.max(before * TIMES_LONGER, before + CHARACTERS_LONGER)) {
    site.vain++;
    return fetched;
  }
  site.needsScript = true;
  return rendered;
}
