import { browser } from 'wxt/browser';

const KEY = 'site';

/** The site that was asked for last and has not been put away: a panel that opens shows it again. */
export interface KeptSite {
  readonly job_id: string;
  readonly url: string;
  /** Pages that are kept at most. */
  readonly most: number;
}

/** The site to show; null when there is none. */
export async function readKeptSite(): Promise<KeptSite | null> {
  return ((await browser.storage.local.get(KEY))[KEY] as KeptSite | undefined) ?? null;
}

/** Keeps the site to show over restarts of the browser; null puts it away. */
export async function keepSite(site: KeptSite | null): Promise<void> {
  await (site === null ? browser.storage.local.remove(KEY) : browser.storage.local.set({ [KEY]: site }));
}
